package dev.thorax.training.evaluation;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * The interval of the accuracy if other patients had come: the percentile bootstrap (Efron and Tibshirani 1993, chapter
 * 13), drawing patients with all their scans, because the scans of one patient resemble each other.
 */
final class PatientBootstrap {
    private static final int DRAWS = 2000;
    private static final double LEVEL = 0.95;

    private PatientBootstrap() {}

    static Interval accuracy(Predictions predictions, long seed) {
        int[][] patients = rightAndTotal(predictions);
        SplittableRandom random = new SplittableRandom(seed);
        double[] accuracies = new double[DRAWS];
        for (int draw = 0; draw < DRAWS; draw++) {
            int right = 0;
            int total = 0;
            for (int i = 0; i < patients.length; i++) {
                int[] patient = patients[random.nextInt(patients.length)];
                right += patient[0];
                total += patient[1];
            }
            accuracies[draw] = (double) right / total;
        }
        Arrays.sort(accuracies);
        double tail = (1 - LEVEL) / 2;
        return new Interval(quantile(accuracies, tail), quantile(accuracies, 1 - tail), LEVEL);
    }

    private static int[][] rightAndTotal(Predictions predictions) {
        Map<String, int[]> patients = new LinkedHashMap<>();
        int[] predicted = predictions.predicted();
        for (int i = 0; i < predicted.length; i++) {
            int[] counts = patients.computeIfAbsent(predictions.patients().get(i), patient -> new int[2]);
            counts[0] += predicted[i] == predictions.truth()[i] ? 1 : 0;
            counts[1]++;
        }
        return patients.values().toArray(int[][]::new);
    }

    private static double quantile(double[] sorted, double share) {
        return sorted[(int) Math.round(share * (sorted.length - 1))];
    }
}

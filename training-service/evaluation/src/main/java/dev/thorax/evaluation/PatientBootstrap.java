package dev.thorax.evaluation;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;

/**
 * Computes confidence intervals by the percentile bootstrap (Efron and Tibshirani 1993, chapter 13). It draws patients with
 * all their scans, because the scans of one patient resemble each other. All figures use the same draws. A draw that leaves
 * a figure undefined (no scan of a class) does not count for it. An interval without width means that these patients do not
 * differ, not that the figure is certain: with one patient it never has width.
 */
final class PatientBootstrap {
    private static final int DRAWS = 2000;
    private static final double LEVEL = 0.95;

    private final int[] patientOf;
    private final int patients;
    private final long seed;

    PatientBootstrap(Predictions predictions, long seed) {
        Map<String, Integer> numbers = new HashMap<>();
        this.patientOf = predictions.patients().stream()
                .mapToInt(patient -> numbers.computeIfAbsent(patient, key -> numbers.size()))
                .toArray();
        this.patients = numbers.size();
        this.seed = seed;
    }

    /**
     * Returns the interval of one figure.
     *
     * @param figure a function of weights, int[N], how often each scan counts; NaN if undefined
     * @return the interval, or null if no draw defines the figure
     */
    Interval interval(ToDoubleFunction<int[]> figure) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] figures = DoubleStream.generate(() -> figure.applyAsDouble(draw(random)))
                .limit(DRAWS)
                .filter(value -> !Double.isNaN(value))
                .toArray();
        if (figures.length == 0) {
            return null;
        }
        Arrays.sort(figures);
        double tail = (1 - LEVEL) / 2;
        return new Interval(quantile(figures, tail), quantile(figures, 1 - tail), LEVEL);
    }

    private int[] draw(SplittableRandom random) {
        int[] times = new int[patients];
        for (int i = 0; i < patients; i++) {
            times[random.nextInt(patients)]++;
        }
        return Arrays.stream(patientOf).map(patient -> times[patient]).toArray();
    }

    private static double quantile(double[] sorted, double share) {
        return sorted[(int) Math.round(share * (sorted.length - 1))];
    }
}

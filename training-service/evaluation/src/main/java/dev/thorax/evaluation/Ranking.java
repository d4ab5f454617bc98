package dev.thorax.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Ranks scans by falling score for a decision between a class and all others. Each distinct score is a threshold. Scans that
 * reach it are predicted as the class, so scans of equal score are predicted together.
 */
final class Ranking {
    private final float[] scores;
    private final boolean[] positive;
    private final int[] order;
    private final int positives;

    /**
     * Ranks scans.
     *
     * @param scores float[N], higher for what looks more like the class
     * @param positive boolean[N], whether a scan is of the class
     */
    Ranking(float[] scores, boolean[] positive) {
        this.scores = scores;
        this.positive = positive;
        this.order = IntStream.range(0, scores.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> -scores[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        this.positives = (int)
                IntStream.range(0, positive.length).filter(i -> positive[i]).count();
    }

    /** Ranks scans by the probability of class {@code c}. */
    static Ranking oneVersusRest(Predictions predictions, int c) {
        int scans = predictions.truth().length;
        float[] scores = new float[scans];
        boolean[] positive = new boolean[scans];
        for (int i = 0; i < scans; i++) {
            scores[i] = predictions.probabilities()[i][c];
            positive[i] = predictions.truth()[i] == c;
        }
        return new Ranking(scores, positive);
    }

    /** Returns {@link #area(int[])} with each scan counted once. */
    double area() {
        int[] once = new int[order.length];
        Arrays.fill(once, 1);
        return area(once);
    }

    /**
     * Returns the area under the ROC curve by the trapezoidal rule. It is the share of pairs of a positive and a negative
     * scan in which the positive one scores higher, and ties count half (Hanley and McNeil 1982, Radiology 143).
     *
     * @param weights int[N], how often each scan counts
     * @return the area in [0,1], or NaN if there are no positive or no negative scans
     */
    double area(int[] weights) {
        long positivesAbove = 0;
        long negativesAbove = 0;
        long twiceWon = 0;
        for (int from = 0, to; from < order.length; from = to) {
            to = endOfTies(from);
            long tiedPositives = 0;
            long tiedNegatives = 0;
            for (int i = from; i < to; i++) {
                tiedPositives += positive[order[i]] ? weights[order[i]] : 0;
                tiedNegatives += positive[order[i]] ? 0 : weights[order[i]];
            }
            twiceWon += tiedNegatives * (2 * positivesAbove + tiedPositives);
            positivesAbove += tiedPositives;
            negativesAbove += tiedNegatives;
        }
        return twiceWon / (2.0 * positivesAbove * negativesAbove);
    }

    /** Lists sensitivity and specificity at each threshold, the highest first; empty if a side has no scan. */
    List<OperatingPoint> operatingPoints() {
        int negatives = order.length - positives;
        if (positives == 0 || negatives == 0) {
            return List.of();
        }
        List<OperatingPoint> points = new ArrayList<>(List.of(new OperatingPoint(0, 1, null)));
        forEachThreshold((threshold, truePositives, predicted) -> points.add(new OperatingPoint(
                (double) truePositives / positives,
                (double) (negatives - predicted + truePositives) / negatives,
                threshold)));
        return points;
    }

    /** Lists recall and precision at each threshold, the highest first; empty if the class has no scan. */
    List<PrecisionRecallPoint> precisionRecall() {
        if (positives == 0) {
            return List.of();
        }
        List<PrecisionRecallPoint> points = new ArrayList<>(List.of(new PrecisionRecallPoint(0, 1, null)));
        forEachThreshold((threshold, truePositives, predicted) -> points.add(new PrecisionRecallPoint(
                (double) truePositives / positives, (double) truePositives / predicted, threshold)));
        return points;
    }

    private void forEachThreshold(Threshold threshold) {
        int truePositives = 0;
        for (int from = 0, to; from < order.length; from = to) {
            to = endOfTies(from);
            for (int i = from; i < to; i++) {
                truePositives += positive[order[i]] ? 1 : 0;
            }
            threshold.passed(scores[order[from]], truePositives, to);
        }
    }

    private int endOfTies(int from) {
        int to = from + 1;
        while (to < order.length && scores[order[to]] == scores[order[from]]) {
            to++;
        }
        return to;
    }

    @FunctionalInterface
    private interface Threshold {
        void passed(float score, int truePositives, int predicted);
    }
}

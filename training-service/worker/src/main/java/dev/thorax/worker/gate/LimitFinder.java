package dev.thorax.worker.gate;

import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

import dev.thorax.contracts.model.Gate;
import dev.thorax.evaluation.JointThresholds;

/**
 * Finds the limits of a gate from calibration scans. With many scans these are their joint quantiles. A small share of few scans
 * is less than a scan, so the limits are then those that the next scan exceeds, each with a third of the share: distances as
 * log-normal, the largest probability as logit-normal.
 *
 * <p>The share is that of all reasons together: scans without lungs use it up first, but for a tenth of it.
 */
final class LimitFinder {
    /** The number of calibration scans that the share must come to. */
    private static final double ENOUGH = 10;

    private static final int SIGNALS = 3;
    /** What is left of the share to the limits, however many scans have no lungs. */
    private static final double LEAST = 0.1;

    private static final double SMALLEST = 1e-6;
    private static final double LARGEST_COSINE_DISTANCE = 2;

    /** What rounding in the graph may add to a distance, as a share and on top of it, and take from a probability. */
    private static final double RELATIVE = 1.001;

    private static final double ABSOLUTE = 1e-5;
    private static final double PROBABILITY = 1e-4;

    private final double[][] distances;
    private final float[][] probabilities;
    private final int lost;
    private final double share;

    /**
     * Creates a finder.
     *
     * @param distances float64[N][2] of calibration scans, N at least 2
     * @param probabilities float32[N][C] of the same scans, after the temperature
     * @param lost the number of calibration scans without lungs, which have neither
     * @param share the share of scans to refuse for all reasons together, in (0,0.5]
     */
    LimitFinder(double[][] distances, float[][] probabilities, int lost, double share) {
        this.distances = distances;
        this.probabilities = probabilities;
        this.lost = lost;
        this.share = Math.max(LEAST * share, share - lost * (1 - share) / distances.length);
    }

    /** Returns the limits. */
    Gate.Limits find() {
        double[] found = distances.length * share >= ENOUGH ? quantiles() : predicted();
        double mahalanobis = found[0] * RELATIVE + ABSOLUTE;
        double neighbour = Math.min(LARGEST_COSINE_DISTANCE, found[1] * RELATIVE + ABSOLUTE);
        double probability = Math.max(0, found[2] - PROBABILITY);
        long refused = IntStream.range(0, distances.length)
                .filter(i -> distances[i][0] > mahalanobis
                        || distances[i][1] > neighbour
                        || largest(probabilities[i]) < probability)
                .count();
        int scans = distances.length + lost;
        return new Gate.Limits(mahalanobis, neighbour, probability, (double) (refused + lost) / scans, scans);
    }

    private double[] quantiles() {
        double[][] signals = IntStream.range(0, distances.length)
                .mapToObj(i -> new double[] {distances[i][0], distances[i][1], -largest(probabilities[i])})
                .toArray(double[][]::new);
        double[] thresholds = JointThresholds.of(signals, share);
        return new double[] {thresholds[0], thresholds[1], -thresholds[2]};
    }

    private double[] predicted() {
        return new double[] {
            Math.exp(above(i -> Math.log(Math.max(SMALLEST, distances[i][0])))),
            Math.exp(above(i -> Math.log(Math.max(SMALLEST, distances[i][1])))),
            1 / (1 + Math.exp(above(i -> -logit(largest(probabilities[i])))))
        };
    }

    private double above(IntToDoubleFunction signal) {
        double[] values =
                IntStream.range(0, distances.length).mapToDouble(signal).toArray();
        return PredictionLimit.above(values, share / SIGNALS);
    }

    private static double logit(double probability) {
        double inside = Math.min(1 - SMALLEST, Math.max(SMALLEST, probability));
        return Math.log(inside / (1 - inside));
    }

    private static float largest(float[] probabilities) {
        float largest = 0;
        for (float p : probabilities) {
            largest = Math.max(largest, p);
        }
        return largest;
    }
}

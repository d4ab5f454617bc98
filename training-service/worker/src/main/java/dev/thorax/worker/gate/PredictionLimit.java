package dev.thorax.worker.gate;

import java.util.Arrays;

import org.apache.commons.math3.distribution.TDistribution;

/**
 * Computes the limit that the next value of a normal sample exceeds with a given probability. With few values it lies far
 * from their mean, since their deviation is hardly known.
 */
final class PredictionLimit {
    private PredictionLimit() {}

    /**
     * Returns the upper limit.
     *
     * @param values float64[N], N at least 2
     * @param share the probability that the next value is larger, in (0,0.5]
     */
    static double above(double[] values, double share) {
        int n = values.length;
        double mean = Arrays.stream(values).average().orElseThrow();
        double variance = Arrays.stream(values)
                        .map(value -> (value - mean) * (value - mean))
                        .sum()
                / (n - 1);
        double quantile = new TDistribution(n - 1).inverseCumulativeProbability(1 - share);
        return mean + quantile * Math.sqrt(variance * (1 + 1.0 / n));
    }
}

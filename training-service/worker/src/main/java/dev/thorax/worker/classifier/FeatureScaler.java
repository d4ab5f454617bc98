package dev.thorax.worker.classifier;

import java.util.Arrays;

/**
 * Shifts and scales each feature to mean 0 and standard deviation 1 over the training scans.
 *
 * @param mean double[F]
 * @param deviation double[F]; 1 for a feature that hardly varies, which then weighs next to nothing
 */
record FeatureScaler(double[] mean, double[] deviation) {
    /** Below this, what varies may be the rounding of float32. */
    private static final double CONSTANT = 1e-4;

    /** That of {@code features}: float[N][F]. */
    static FeatureScaler of(float[][] features) {
        double[] mean = new double[features[0].length];
        double[] deviation = new double[mean.length];
        for (int f = 0; f < mean.length; f++) {
            int feature = f;
            mean[f] = Arrays.stream(features)
                    .mapToDouble(row -> row[feature])
                    .average()
                    .orElseThrow();
            double variance = Arrays.stream(features)
                    .mapToDouble(row -> row[feature] - mean[feature])
                    .map(difference -> difference * difference)
                    .average()
                    .orElseThrow();
            deviation[f] = variance < CONSTANT * CONSTANT ? 1 : Math.sqrt(variance);
        }
        return new FeatureScaler(mean, deviation);
    }

    /** double[F] of one scan's features. */
    double[] apply(float[] features) {
        double[] standard = new double[features.length];
        Arrays.setAll(standard, f -> (features[f] - mean[f]) / deviation[f]);
        return standard;
    }
}

package dev.thorax.worker.classifier;

import java.util.Arrays;
import java.util.function.IntFunction;
import java.util.function.IntToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Standardises features: each has mean 0 and standard deviation 1 over the rows that the scaler was made of.
 *
 * @param kept indices of the features that remain, ascending
 * @param mean double[F] of every feature
 * @param deviation double[F] of every feature, above 0 for those that remain
 */
public record FeatureScaler(int[] kept, double[] mean, double[] deviation) {
    /** Below this, what varies may be the rounding of float32. */
    private static final double FLOAT_ROUNDING = 1e-4;

    private static final double DOUBLE_ROUNDING = 1e-9;

    /**
     * Returns a scaler that keeps all features. The deviation of one that hardly varies is 1, so it weighs next to nothing.
     *
     * @param rows float[N][F]
     */
    static FeatureScaler of(float[][] rows) {
        FeatureScaler scaler =
                of(rows[0].length, f -> Arrays.stream(rows).mapToDouble(row -> row[f]), Double.NEGATIVE_INFINITY);
        Arrays.setAll(scaler.deviation, f -> scaler.deviation[f] < FLOAT_ROUNDING ? 1 : scaler.deviation[f]);
        return scaler;
    }

    /**
     * Returns a scaler that drops the features that do not vary, such as pixels that are always black. If none varies, a scaled
     * row has one feature that is always 0.
     *
     * @param rows double[N][F]
     */
    public static FeatureScaler ofVarying(double[][] rows) {
        return of(rows[0].length, f -> Arrays.stream(rows).mapToDouble(row -> row[f]), DOUBLE_ROUNDING);
    }

    private static FeatureScaler of(int features, IntFunction<DoubleStream> column, double constant) {
        double[] mean = new double[features];
        double[] deviation = new double[features];
        for (int f = 0; f < features; f++) {
            double middle = column.apply(f).average().orElseThrow();
            mean[f] = middle;
            deviation[f] = Math.sqrt(column.apply(f)
                    .map(value -> (value - middle) * (value - middle))
                    .average()
                    .orElseThrow());
        }
        int[] kept = IntStream.range(0, features)
                .filter(f -> deviation[f] > constant)
                .toArray();
        return new FeatureScaler(kept, mean, deviation);
    }

    /** Returns the number of features of a scaled row. */
    public int features() {
        return Math.max(1, kept.length);
    }

    /** Returns {@code row} scaled: double[features()]. */
    double[] apply(float[] row) {
        return apply(f -> row[f]);
    }

    /** Returns {@code row} scaled: double[features()]. */
    double[] apply(double[] row) {
        return apply(f -> row[f]);
    }

    private double[] apply(IntToDoubleFunction row) {
        double[] scaled = new double[features()];
        for (int i = 0; i < kept.length; i++) {
            int f = kept[i];
            scaled[i] = (row.applyAsDouble(f) - mean[f]) / deviation[f];
        }
        return scaled;
    }
}

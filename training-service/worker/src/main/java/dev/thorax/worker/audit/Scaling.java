package dev.thorax.worker.audit;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Scales features so that each has mean 0 and standard deviation 1 over some rows. Those that do not vary there are dropped,
 * such as what is black in every picture; if none varies, one stays that is 0 everywhere.
 *
 * @param varying indices of the features that stay
 * @param means mean of every feature
 * @param deviations standard deviation of every feature
 */
record Scaling(int[] varying, double[] means, double[] deviations) {
    private static final double LEAST_DEVIATION = 1e-9;

    /** What scales {@code rows}, double[N][features]. */
    static Scaling of(double[][] rows) {
        double[] means = IntStream.range(0, rows[0].length)
                .mapToDouble(i ->
                        Arrays.stream(rows).mapToDouble(row -> row[i]).average().orElseThrow())
                .toArray();
        double[] deviations = IntStream.range(0, means.length)
                .mapToDouble(i -> Math.sqrt(Arrays.stream(rows)
                        .mapToDouble(row -> (row[i] - means[i]) * (row[i] - means[i]))
                        .average()
                        .orElseThrow()))
                .toArray();
        int[] varying = IntStream.range(0, means.length)
                .filter(i -> deviations[i] > LEAST_DEVIATION)
                .toArray();
        return new Scaling(varying, means, deviations);
    }

    /** Features of a scaled row. */
    int features() {
        return Math.max(1, varying.length);
    }

    /** {@code row} scaled: double[features()]. */
    double[] scale(double[] row) {
        double[] scaled = new double[features()];
        for (int i = 0; i < varying.length; i++) {
            scaled[i] = (row[varying[i]] - means[varying[i]]) / deviations[varying[i]];
        }
        return scaled;
    }
}

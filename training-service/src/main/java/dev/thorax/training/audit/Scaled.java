package dev.thorax.training.audit;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Features scaled to mean 0 and standard deviation 1 over the training rows. Those that do not vary there are dropped, such
 * as what is black in every picture; if none varies, a single one stays that is 0 everywhere.
 *
 * @param values double[N][features]
 */
record Scaled(double[][] values) {
    private static final double[] NOTHING = {0};

    static Scaled of(double[][] values, int[] training) {
        double[] means = means(values, training);
        double[] deviations = deviations(values, training, means);
        int[] varying = IntStream.range(0, means.length)
                .filter(feature -> deviations[feature] > 1e-9)
                .toArray();
        return new Scaled(Arrays.stream(values)
                .map(row -> varying.length == 0 ? NOTHING : scaled(row, varying, means, deviations))
                .toArray(double[][]::new));
    }

    int features() {
        return values[0].length;
    }

    private static double[] scaled(double[] row, int[] varying, double[] means, double[] deviations) {
        return Arrays.stream(varying)
                .mapToDouble(feature -> (row[feature] - means[feature]) / deviations[feature])
                .toArray();
    }

    private static double[] means(double[][] values, int[] training) {
        return IntStream.range(0, values[0].length)
                .mapToDouble(feature -> Arrays.stream(training)
                        .mapToDouble(row -> values[row][feature])
                        .average()
                        .orElse(0))
                .toArray();
    }

    private static double[] deviations(double[][] values, int[] training, double[] means) {
        return IntStream.range(0, means.length)
                .mapToDouble(feature -> Math.sqrt(Arrays.stream(training)
                        .mapToDouble(row -> Math.pow(values[row][feature] - means[feature], 2))
                        .average()
                        .orElse(0)))
                .toArray();
    }
}

package dev.thorax.evaluation;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Counts of scans by true and predicted class.
 *
 * @param counts int[C][C]: rows are true classes, columns predicted ones
 */
public record ConfusionMatrix(int[][] counts) {

    /** Counts {@code predictions}. */
    public static ConfusionMatrix count(Predictions predictions) {
        int classes = predictions.classes().size();
        int[][] counts = new int[classes][classes];
        int[] predicted = predictions.predicted();
        for (int i = 0; i < predicted.length; i++) {
            counts[predictions.truth()[i]][predicted[i]]++;
        }
        return new ConfusionMatrix(counts);
    }

    /** Returns the number of scans of class {@code c} that are predicted as it. */
    public int right(int c) {
        return counts[c][c];
    }

    /** Returns the number of scans of class {@code c}. */
    public int support(int c) {
        return Arrays.stream(counts[c]).sum();
    }

    /** Returns the number of scans that are predicted as class {@code c}. */
    public int predicted(int c) {
        return Arrays.stream(counts).mapToInt(row -> row[c]).sum();
    }

    /** Returns the number of all scans. */
    public int total() {
        return IntStream.range(0, counts.length).map(this::support).sum();
    }

    /** Returns the share of all scans that are predicted right, in [0,1]. */
    public double accuracy() {
        return (double) IntStream.range(0, counts.length).map(this::right).sum() / total();
    }

    /** Returns the accuracy of always predicting the commonest class, in [0,1]. */
    public double majority() {
        return (double) IntStream.range(0, counts.length)
                        .map(this::support)
                        .max()
                        .orElse(0)
                / total();
    }

    /** Returns the mean recall over the classes that have a scan, in [0,1]. */
    public double balancedAccuracy() {
        return IntStream.range(0, counts.length)
                .filter(c -> support(c) > 0)
                .mapToDouble(c -> (double) right(c) / support(c))
                .average()
                .orElse(Double.NaN);
    }

    /**
     * Returns the Matthews correlation of true and predicted class, in [-1,1], 1 if all are right (Gorodkin 2004, "Comparing
     * two K-category assignments by a K-category correlation coefficient", Computational Biology and Chemistry 28); 0 where
     * all scans are of one class or are taken for one.
     */
    public double matthews() {
        double total = total();
        double both = IntStream.range(0, counts.length).mapToDouble(this::right).sum() * total;
        double truth = total * total;
        double predicted = total * total;
        for (int c = 0; c < counts.length; c++) {
            both -= (double) support(c) * predicted(c);
            truth -= (double) support(c) * support(c);
            predicted -= (double) predicted(c) * predicted(c);
        }
        return truth == 0 || predicted == 0 ? 0 : both / Math.sqrt(truth) / Math.sqrt(predicted);
    }
}

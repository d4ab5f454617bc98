package dev.thorax.evaluation;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Scans by true and predicted class.
 *
 * @param counts int[C][C]: rows are true classes, columns predicted ones
 */
public record ConfusionMatrix(int[][] counts) {

    /** Counts {@code predictions}. */
    public static ConfusionMatrix of(Predictions predictions) {
        int classes = predictions.classes().size();
        int[][] counts = new int[classes][classes];
        int[] predicted = predictions.predicted();
        for (int i = 0; i < predicted.length; i++) {
            counts[predictions.truth()[i]][predicted[i]]++;
        }
        return new ConfusionMatrix(counts);
    }

    /** Scans of class {@code c} that were taken for it. */
    public int right(int c) {
        return counts[c][c];
    }

    /** Scans of class {@code c}. */
    public int support(int c) {
        return Arrays.stream(counts[c]).sum();
    }

    /** Scans that were taken for class {@code c}. */
    public int predicted(int c) {
        return Arrays.stream(counts).mapToInt(row -> row[c]).sum();
    }

    /** All scans. */
    public int total() {
        return IntStream.range(0, counts.length).map(this::support).sum();
    }

    /** Share of all scans that are right, in [0,1]. */
    public double accuracy() {
        return (double) IntStream.range(0, counts.length).map(this::right).sum() / total();
    }

    /** Share that always naming the commonest class would reach, in [0,1]. */
    public double majority() {
        return (double) IntStream.range(0, counts.length)
                        .map(this::support)
                        .max()
                        .orElse(0)
                / total();
    }

    /** Mean recall over the classes that have a scan, in [0,1]. */
    public double balancedAccuracy() {
        return IntStream.range(0, counts.length)
                .filter(c -> support(c) > 0)
                .mapToDouble(c -> (double) right(c) / support(c))
                .average()
                .orElse(Double.NaN);
    }

    /**
     * Correlation of the true and the predicted class, in [-1,1], 1 where all are right (Gorodkin 2004, "Comparing two
     * K-category assignments by a K-category correlation coefficient", Computational Biology and Chemistry 28); 0 where
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

package dev.thorax.worker.report;

import java.util.Arrays;
import java.util.List;

/**
 * A row of a confusion matrix.
 *
 * @param name the true class
 * @param cells its scans by predicted class
 */
public record ConfusionRow(String name, List<Cell> cells) {

    /**
     * Scans of one true and one predicted class.
     *
     * @param scans how many
     * @param share of the true class, in [0,1]; null where it has no scan
     */
    public record Cell(int scans, Double share) {}

    static ConfusionRow of(String name, int[] counts) {
        int total = Arrays.stream(counts).sum();
        return new ConfusionRow(
                name,
                Arrays.stream(counts)
                        .mapToObj(count -> new Cell(count, total == 0 ? null : (double) count / total))
                        .toList());
    }
}

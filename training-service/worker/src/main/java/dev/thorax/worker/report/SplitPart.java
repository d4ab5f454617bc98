package dev.thorax.worker.report;

import java.util.Arrays;
import java.util.List;

import dev.thorax.worker.dataset.Dataset;

/**
 * The counts of a part of a data set.
 *
 * @param name what they are for, e.g. {@code training}
 * @param scans int[C], scans of each class
 * @param patients patients that they are of
 */
public record SplitPart(String name, int[] scans, int patients) {

    /**
     * Counts a part.
     *
     * @param part indices of scans
     */
    public static SplitPart of(String name, Dataset dataset, int[] part) {
        int patients = (int) Arrays.stream(part)
                .mapToObj(i -> dataset.scans().get(i).patient())
                .distinct()
                .count();
        return new SplitPart(name, dataset.counts(part), patients);
    }

    /** Scans of each class. */
    public List<Integer> counts() {
        return Arrays.stream(scans).boxed().toList();
    }

    /** Returns the number of scans. */
    public int total() {
        return Arrays.stream(scans).sum();
    }
}

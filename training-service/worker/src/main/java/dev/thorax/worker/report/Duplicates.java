package dev.thorax.worker.report;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

import dev.thorax.worker.dataset.Dataset;
import dev.thorax.worker.dataset.LabelledScan;

/**
 * Counts of scans of a data set that have identical bytes.
 *
 * @param repeated scans whose bytes came before under another id
 * @param contradicting pictures that have more than one label
 */
public record Duplicates(int repeated, int contradicting) {

    /** Counts the duplicates in {@code dataset}. A scan whose digest is not known is none. */
    public static Duplicates of(Dataset dataset) {
        Map<String, Set<Integer>> labels = new HashMap<>();
        int known = 0;
        for (LabelledScan scan : dataset.scans()) {
            if (scan.sha256() != null && !scan.sha256().isEmpty()) {
                known++;
                labels.computeIfAbsent(scan.sha256(), bytes -> new HashSet<>()).add(scan.label());
            }
        }
        int contradicting = (int) labels.values().stream()
                .filter(different -> different.size() > 1)
                .count();
        return new Duplicates(known - labels.size(), contradicting);
    }
}

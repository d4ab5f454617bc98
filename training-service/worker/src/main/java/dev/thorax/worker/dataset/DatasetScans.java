package dev.thorax.worker.dataset;

import java.util.List;

/**
 * The labelled scans of a data set at one time, without their pixels.
 *
 * @param dataset name of the data set
 * @param classes the classes, sorted; a label is an index into it
 * @param scans all scans, sorted by class and id; each with the patient that it came with
 */
public record DatasetScans(String dataset, List<String> classes, List<LabelledScan> scans) {
    /** Copies the lists. */
    public DatasetScans {
        classes = List.copyOf(classes);
        scans = List.copyOf(scans);
    }
}

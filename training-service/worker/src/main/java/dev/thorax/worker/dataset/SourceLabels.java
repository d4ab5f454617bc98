package dev.thorax.worker.dataset;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** Labels scans with their source (hospital or site) instead of their class, to see how well the source is told. */
public final class SourceLabels {
    /** Patients of whom a source needs scans to be told from others. */
    public static final int FEWEST_PATIENTS = 10;

    private SourceLabels() {}

    /**
     * Returns the same scans, each with its source as its class, or with the class -1 if the source is not known or has scans of fewer
     * than {@link #FEWEST_PATIENTS} patients.
     */
    public static Dataset of(Dataset dataset) {
        List<String> sources = sources(dataset);
        List<LabelledScan> scans = dataset.scans().stream()
                .map(scan -> scan.withLabel(sources.indexOf(scan.source())))
                .toList();
        return new Dataset(dataset.name(), sources, dataset.input(), scans, dataset.pixels());
    }

    private static List<String> sources(Dataset dataset) {
        Map<String, TreeSet<String>> patients = new TreeMap<>();
        dataset.scans().stream().filter(scan -> scan.source() != null).forEach(scan -> patients.computeIfAbsent(
                        scan.source(), source -> new TreeSet<>())
                .add(scan.patient()));
        return patients.entrySet().stream()
                .filter(entry -> entry.getValue().size() >= FEWEST_PATIENTS)
                .map(Map.Entry::getKey)
                .toList();
    }
}

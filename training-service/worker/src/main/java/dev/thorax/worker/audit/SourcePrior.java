package dev.thorax.worker.audit;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

import dev.thorax.evaluation.Predictions;
import dev.thorax.worker.dataset.Dataset;
import dev.thorax.worker.dataset.LabelledScan;

/**
 * Names the class of a scan by nothing but its source: how often scans from there are of each class, among the scans that it
 * learned from. Scans without a source count as one source.
 */
final class SourcePrior {
    private final Dataset dataset;
    private final double[] all;
    private final Map<String, double[]> bySource = new HashMap<>();

    /** Counts {@code scans}, indices of scans of {@code dataset}. */
    SourcePrior(Dataset dataset, int[] scans) {
        this.dataset = dataset;
        this.all = new double[dataset.classes().size()];
        for (int i : scans) {
            LabelledScan scan = dataset.scans().get(i);
            all[scan.label()]++;
            bySource.computeIfAbsent(scan.source(), source -> new double[all.length])[scan.label()]++;
        }
        double total = Arrays.stream(all).sum();
        for (int c = 0; c < all.length; c++) {
            all[c] /= total;
        }
    }

    /** Returns the probabilities of each class for {@code scans}, indices of scans. */
    Predictions predict(int[] scans) {
        return new Predictions(
                dataset.classes(),
                dataset.labels(scans),
                Arrays.stream(scans)
                        .mapToObj(i -> probabilities(dataset.scans().get(i).source()))
                        .toArray(float[][]::new),
                Arrays.stream(scans)
                        .mapToObj(i -> dataset.scans().get(i).patient())
                        .toList());
    }

    /** The share of each class at a source, with one scan more that is as all scans: so a source with few scans says little. */
    private float[] probabilities(String source) {
        double[] counts = bySource.getOrDefault(source, new double[all.length]);
        double total = Arrays.stream(counts).sum() + 1;
        float[] probabilities = new float[all.length];
        for (int c = 0; c < all.length; c++) {
            probabilities[c] = (float) ((counts[c] + all[c]) / total);
        }
        return probabilities;
    }
}

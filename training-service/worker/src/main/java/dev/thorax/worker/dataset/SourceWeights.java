package dev.thorax.worker.dataset;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/**
 * Weights of scans by which, within a class, every source (hospital or site) counts the same, however many scans it has. Sources
 * with few patients of the class count as one together, as do its scans without a source. If these are few patients, too, they count less
 * than a source, in proportion: otherwise single scans would decide.
 *
 * <p>Balancing class and group (here: source) is as good as methods made against shortcuts (Idrissi et al. 2022, PMLR 177).
 */
public final class SourceWeights {
    private SourceWeights() {}

    /**
     * Returns the weight of each of some scans.
     *
     * @param scans indices of scans of {@code dataset}
     * @return float[scans.length]; the mean over the scans of each class is 1
     */
    public static float[] of(Dataset dataset, int[] scans) {
        Map<Cell, Set<String>> ofSources = patients(dataset, scans, Cell::of);
        Function<LabelledScan, Cell> cellOf =
                scan -> isFew(ofSources.get(Cell.of(scan))) ? new Cell(scan.label(), null) : Cell.of(scan);
        Map<Cell, Double> shares = new HashMap<>();
        patients(dataset, scans, cellOf)
                .forEach((cell, patients) ->
                        shares.put(cell, Math.min(1, patients.size() / (double) SourceLabels.FEWEST_PATIENTS)));
        Map<Cell, Integer> cells = new HashMap<>();
        for (int i : scans) {
            cells.merge(cellOf.apply(dataset.scans().get(i)), 1, Integer::sum);
        }
        double[] ofClasses = new double[dataset.classes().size()];
        shares.forEach((cell, share) -> ofClasses[cell.label()] += share);
        int[] counts = dataset.counts(scans);
        float[] weights = new float[scans.length];
        for (int i = 0; i < scans.length; i++) {
            Cell cell = cellOf.apply(dataset.scans().get(scans[i]));
            weights[i] =
                    (float) (counts[cell.label()] * shares.get(cell) / (ofClasses[cell.label()] * cells.get(cell)));
        }
        return weights;
    }

    private static Map<Cell, Set<String>> patients(Dataset dataset, int[] scans, Function<LabelledScan, Cell> cellOf) {
        Map<Cell, Set<String>> patients = new HashMap<>();
        for (int i : scans) {
            LabelledScan scan = dataset.scans().get(i);
            patients.computeIfAbsent(cellOf.apply(scan), cell -> new HashSet<>())
                    .add(scan.patient());
        }
        return patients;
    }

    private static boolean isFew(Set<String> patients) {
        return patients.size() < SourceLabels.FEWEST_PATIENTS;
    }

    /**
     * The scans of one class and source.
     *
     * @param source null for all that do not count for themselves
     */
    private record Cell(int label, @Nullable String source) {
        static Cell of(LabelledScan scan) {
            return new Cell(scan.label(), scan.source());
        }
    }
}

package dev.thorax.worker.recipe;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.thorax.worker.TrainingException;
import dev.thorax.worker.dataset.DatasetScans;
import dev.thorax.worker.dataset.LabelledScan;

/**
 * What a training changes in its data set, which itself stays as it is. In a recipe: {@code corrections: {leaveOut: [scan-7], relabel:
 * {scan-9: NORMAL}}}. A scan that the data set does not have is passed over, as it may have been erased.
 *
 * @param leaveOut ids of scans that are not used; none unless given
 * @param relabel the right class of scans, by their ids; none unless given
 */
public record Corrections(List<String> leaveOut, Map<String, String> relabel) {
    /** The corrections of a recipe without any. */
    static final Corrections NONE = new Corrections(List.of(), Map.of());

    /** Copies both. Throws {@link IllegalArgumentException} if a scan is left out and has a class. */
    public Corrections {
        leaveOut = leaveOut == null ? List.of() : List.copyOf(leaveOut);
        relabel = relabel == null ? Map.of() : Map.copyOf(relabel);
        Set<String> both = relabel.keySet();
        leaveOut.stream().filter(both::contains).findFirst().ifPresent(scan -> {
            throw new IllegalArgumentException("corrections leave out " + scan + " and give it a class");
        });
    }

    /**
     * Returns {@code listed} with the corrections.
     *
     * @throws TrainingException if the data set lacks a class that a scan gets, or no scan of a class is left
     */
    public DatasetScans apply(DatasetScans listed) {
        Set<String> without = Set.copyOf(leaveOut);
        List<LabelledScan> scans = listed.scans().stream()
                .filter(scan -> !without.contains(scan.scanId()))
                .map(scan -> relabelled(scan, listed))
                .sorted(Comparator.comparingInt(LabelledScan::label).thenComparing(LabelledScan::scanId))
                .toList();
        for (int c = 0; c < listed.classes().size(); c++) {
            int label = c;
            if (scans.stream().noneMatch(scan -> scan.label() == label)) {
                throw new TrainingException("The corrections of the recipe leave no scan of class "
                        + listed.classes().get(c) + " of data set " + listed.dataset() + "; leave fewer of them out.");
            }
        }
        return new DatasetScans(listed.dataset(), listed.classes(), scans);
    }

    private LabelledScan relabelled(LabelledScan scan, DatasetScans listed) {
        String right = relabel.get(scan.scanId());
        if (right == null) {
            return scan;
        }
        int label = listed.classes().indexOf(right);
        if (label < 0) {
            throw new TrainingException(
                    "The corrections of the recipe give scan " + scan.scanId() + " the class " + right
                            + ", which data set " + listed.dataset() + " does not have; it has "
                            + String.join(", ", listed.classes()) + ".");
        }
        return scan.withLabel(label);
    }
}

package dev.thorax.worker.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.thorax.contracts.storage.ScanPointer;
import dev.thorax.worker.dataset.Dataset;
import dev.thorax.worker.dataset.Split;

/**
 * Counts of the data that a version was trained and scored on; its name and digest are in the manifest.
 *
 * @param parts the parts of the split, or the held-out part of each fold; no patient is in two
 * @param all the whole data set
 * @param strangers scans that came without a patient; each counts as a patient of its own, whether it is or not
 * @param duplicates scans with the same bytes as others; they lie in the same part
 */
public record TrainingData(List<SplitPart> parts, SplitPart all, int strangers, Duplicates duplicates) {

    /** Data that is split once. */
    public static TrainingData of(Dataset dataset, Split split) {
        List<SplitPart> parts = new ArrayList<>(List.of(
                SplitPart.of("training", dataset, split.training()),
                SplitPart.of("validation", dataset, split.validation()),
                SplitPart.of("test", dataset, split.test())));
        return of(
                dataset,
                withRest(parts, "in no part", dataset, Stream.of(split.training(), split.validation(), split.test())));
    }

    /** Data that is split into folds, of which each is held out once. */
    public static TrainingData ofFolds(Dataset dataset, List<Split> folds) {
        List<SplitPart> parts = new ArrayList<>();
        for (Split fold : folds) {
            parts.add(SplitPart.of("held out in fold " + (parts.size() + 1), dataset, fold.test()));
        }
        return of(
                dataset,
                withRest(parts, "never held out", dataset, folds.stream().map(Split::test)));
    }

    /** Adds the scans that are in none of {@code shown}, if there are any: those from whose patients a lung finder learned. */
    private static List<SplitPart> withRest(List<SplitPart> parts, String name, Dataset dataset, Stream<int[]> shown) {
        Set<Integer> counted = shown.flatMapToInt(Arrays::stream).boxed().collect(Collectors.toSet());
        int[] rest = IntStream.range(0, dataset.scans().size())
                .filter(scan -> !counted.contains(scan))
                .toArray();
        if (rest.length > 0) {
            parts.add(SplitPart.of(name + ", as the lung finder learned from these patients", dataset, rest));
        }
        return parts;
    }

    private static TrainingData of(Dataset dataset, List<SplitPart> parts) {
        int[] every = IntStream.range(0, dataset.scans().size()).toArray();
        int strangers = (int) dataset.scans().stream()
                .filter(scan -> scan.patient().startsWith(ScanPointer.ANONYMOUS_PREFIX))
                .count();
        return new TrainingData(parts, SplitPart.of("all", dataset, every), strangers, Duplicates.of(dataset));
    }
}

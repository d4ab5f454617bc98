package dev.thorax.worker.dataset;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

import dev.thorax.worker.TrainingException;

/**
 * What is left of a data set and its splits without the scans in which a lung finder found no lungs. Nothing behind this sees such a
 * scan, so none can be learned from or scored as if it had been seen.
 *
 * @param dataset the scans with lungs
 * @param splits their splits, as indices of {@code dataset}
 * @param without the scans without lungs, of each split
 */
public record SeenScans(Dataset dataset, List<Split> splits, List<WithoutLungs> without) {

    /**
     * Leaves out the scans without lungs.
     *
     * @param all all scans, each with the place of its lungs
     * @param splits splits of {@code all}
     * @throws TrainingException with a sentence, if a class is lost from training or validation, or no scan is left to score
     */
    public static SeenScans of(Dataset all, List<Split> splits) {
        if (all.lungs() == null) {
            return new SeenScans(
                    all, splits, splits.stream().map(split -> WithoutLungs.NONE).toList());
        }
        int[] seen =
                IntStream.range(0, all.scans().size()).filter(all::showsLungs).toArray();
        Dataset dataset = all.only(seen);
        List<Split> seenSplits = new ArrayList<>();
        List<WithoutLungs> without = new ArrayList<>();
        for (Split split : splits) {
            Split left = new Split(
                    seen(all, split.training(), seen),
                    seen(all, split.validation(), seen),
                    seen(all, split.test(), seen));
            requireEveryClass(dataset, left);
            seenSplits.add(left);
            without.add(new WithoutLungs(
                    unseen(all, split.training()), unseen(all, split.validation()), unseen(all, split.test())));
        }
        return new SeenScans(dataset, List.copyOf(seenSplits), List.copyOf(without));
    }

    private static int[] seen(Dataset all, int[] part, int[] seen) {
        return Arrays.stream(part)
                .filter(all::showsLungs)
                .map(scan -> Arrays.binarySearch(seen, scan))
                .toArray();
    }

    private static List<LabelledScan> unseen(Dataset all, int[] part) {
        return Arrays.stream(part)
                .filter(scan -> !all.showsLungs(scan))
                .mapToObj(all.scans()::get)
                .toList();
    }

    private static void requireEveryClass(Dataset dataset, Split split) {
        if (split.test().length == 0) {
            throw new TrainingException("In no scan that is held out of data set " + dataset.name()
                    + " does the lung finder find lungs, so nothing can be scored; name another one in the recipe.");
        }
        for (int[] part : List.of(split.training(), split.validation())) {
            int[] counts = dataset.counts(part);
            for (int c = 0; c < counts.length; c++) {
                if (counts[c] == 0) {
                    throw new TrainingException("Class "
                            + dataset.classes().get(c) + " of data set " + dataset.name()
                            + " has too few scans in which the lung finder finds lungs to be in training and validation; "
                            + "publish labelled scans of more patients, or name another lung finder in the recipe.");
                }
            }
        }
    }
}

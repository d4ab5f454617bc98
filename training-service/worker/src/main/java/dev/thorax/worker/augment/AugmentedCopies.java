package dev.thorax.worker.augment;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

import dev.thorax.worker.dataset.Dataset;
import dev.thorax.worker.dataset.LabelledScan;
import dev.thorax.worker.dataset.ScanPixels;
import dev.thorax.worker.recipe.Augmentation;

/**
 * A data set with augmented copies of the training scans, for a classifier that sees every scan once. The copies are made
 * when they are asked for.
 *
 * @param dataset the scans as they were, then the copies, each with the id and patient of its scan
 * @param training indices of the training scans as they were, then of the copies
 */
public record AugmentedCopies(Dataset dataset, int[] training) {

    /**
     * Adds the copies to a data set.
     *
     * @param training indices of the scans to copy
     * @param copies of each, at least 0
     * @param augmentation how they vary; counts only where there are copies
     * @param seed decides the variations
     */
    public static AugmentedCopies of(
            Dataset dataset, int[] training, int copies, Augmentation augmentation, long seed) {
        if (copies == 0) {
            return new AugmentedCopies(dataset, training);
        }
        int count = dataset.scans().size();
        List<LabelledScan> scans = new ArrayList<>(dataset.scans());
        for (int scan : training) {
            scans.addAll(Collections.nCopies(copies, dataset.scans().get(scan)));
        }
        ScanPixels pixels = new Varied(
                dataset.pixels(),
                count,
                training.clone(),
                copies,
                new Augmenter(augmentation, dataset.input()),
                dataset.input().height() * dataset.input().width(),
                seed);
        return new AugmentedCopies(
                new Dataset(dataset.name(), dataset.classes(), dataset.input(), List.copyOf(scans), pixels),
                IntStream.concat(IntStream.of(training), IntStream.range(count, scans.size()))
                        .toArray());
    }

    /** Originals first, then the copies: all of the first source, then all of the next. */
    private record Varied(
            ScanPixels originals, int count, int[] sources, int copies, Augmenter augmenter, int length, long seed)
            implements ScanPixels {
        @Override
        public void copy(int index, byte[] target, int offset) {
            if (index < count) {
                originals.copy(index, target, offset);
            } else {
                byte[] source = originals.get(sources[(index - count) / copies]);
                augmenter.write(source, new SplittableRandom(seed * 1_000_003 + index), target, offset);
            }
        }

        @Override
        public byte[] get(int index) {
            byte[] pixels = new byte[length];
            copy(index, pixels, 0);
            return pixels;
        }
    }
}

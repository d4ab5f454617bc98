package dev.thorax.worker.augment;

import java.util.Arrays;
import java.util.SplittableRandom;

import org.jspecify.annotations.Nullable;

import dev.thorax.network.engine.Batch;
import dev.thorax.worker.dataset.Dataset;
import dev.thorax.worker.dataset.LabelledScan;
import dev.thorax.worker.recipe.Augmentation;

/** Makes batches of a data set's scans. */
public final class BatchMaker implements Batches {
    private final Dataset dataset;
    private final int pixels;
    private final int batch;
    private final Augmenter augmenter;
    private final float @Nullable [] weights;

    /**
     * Makes batches.
     *
     * @param batch scans a batch, at least 1; the last of a part may have fewer
     * @param augmentation how images are varied, or null to leave them as they are
     */
    public BatchMaker(Dataset dataset, int batch, Augmentation augmentation) {
        this(dataset, batch, augmentation == null ? null : new Augmenter(augmentation, dataset.input()), null);
    }

    private BatchMaker(Dataset dataset, int batch, @Nullable Augmenter augmenter, float @Nullable [] weights) {
        this.dataset = dataset;
        this.pixels = dataset.input().height() * dataset.input().width();
        this.batch = batch;
        this.augmenter = augmenter;
        this.weights = weights;
    }

    /**
     * Makes the same batches, whose scans count differently.
     *
     * @param scans float[N], the weight of each scan of the data set
     */
    public BatchMaker weighing(float[] scans) {
        return new BatchMaker(dataset, batch, augmenter, scans);
    }

    @Override
    public int batches(int scans) {
        return (scans + batch - 1) / batch;
    }

    @Override
    public Batch make(int[] order, int index, long seed) {
        int[] part = Arrays.copyOfRange(order, index * batch, Math.min(order.length, (index + 1) * batch));
        byte[] images = new byte[part.length * pixels];
        int[] labels = new int[part.length];
        for (int i = 0; i < part.length; i++) {
            LabelledScan scan = dataset.scans().get(part[i]);
            labels[i] = scan.label();
            if (augmenter == null) {
                dataset.pixels().copy(part[i], images, i * pixels);
            } else {
                augmenter.write(
                        dataset.pixels().get(part[i]),
                        new SplittableRandom(seed * 1_000_003 + part[i]),
                        images,
                        i * pixels);
            }
        }
        Batch made = Batch.oneHot(images, labels, dataset.classes().size());
        return weights == null ? made : made.weighing(i -> weights[part[i]]);
    }
}

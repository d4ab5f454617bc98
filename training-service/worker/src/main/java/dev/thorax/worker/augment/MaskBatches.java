package dev.thorax.worker.augment;

import java.util.Arrays;
import java.util.SplittableRandom;

import dev.thorax.contracts.model.InputSpec;
import dev.thorax.network.engine.Batch;
import dev.thorax.network.layer.Shape;
import dev.thorax.worker.dataset.ScanPixels;
import dev.thorax.worker.recipe.Augmentation;

/** Makes batches of images with their masks, which are varied in the same way. */
public final class MaskBatches implements Batches {
    private static final float WHITE = 255;

    private final ScanPixels images;
    private final ScanPixels masks;
    private final InputSpec input;
    private final Shape mask;
    private final int batch;
    private final Augmenter augmenter;

    /**
     * Makes batches.
     *
     * @param images uint8[H,W] each, as {@code input} names it
     * @param masks uint8[H,W] each, 255 where the image is marked
     * @param mask shape of the network's mask, whose sides divide those of the input by one whole number
     * @param batch scans a batch, at least 1; the last of a part may have fewer
     * @param augmentation how images are varied, or null to leave them as they are
     */
    public MaskBatches(
            ScanPixels images, ScanPixels masks, InputSpec input, Shape mask, int batch, Augmentation augmentation) {
        this.images = images;
        this.masks = masks;
        this.input = input;
        this.mask = mask;
        this.batch = batch;
        this.augmenter = augmentation == null ? null : new Augmenter(augmentation, input);
    }

    @Override
    public int batches(int scans) {
        return (scans + batch - 1) / batch;
    }

    /** Makes one batch. Its targets are the share of each of the mask's positions that is marked, in [0,1]. */
    @Override
    public Batch make(int[] order, int index, long seed) {
        int[] part = Arrays.copyOfRange(order, index * batch, Math.min(order.length, (index + 1) * batch));
        int pixels = input.height() * input.width();
        byte[] pictures = new byte[part.length * pixels];
        float[] targets = new float[part.length * mask.size()];
        byte[] marked = new byte[pixels];
        for (int i = 0; i < part.length; i++) {
            if (augmenter == null) {
                images.copy(part[i], pictures, i * pixels);
                masks.copy(part[i], marked, 0);
            } else {
                SplittableRandom random = new SplittableRandom(seed * 1_000_003 + part[i]);
                augmenter.write(images.get(part[i]), masks.get(part[i]), random, pictures, i * pixels, marked);
            }
            shrink(marked, targets, i * mask.size());
        }
        return new Batch(pictures, targets, part.length);
    }

    /** Writes the mean of the square of pixels that stands for each position of the mask. */
    private void shrink(byte[] marked, float[] targets, int offset) {
        int factor = input.height() / mask.height();
        float whole = WHITE * factor * factor;
        for (int i = 0; i < marked.length; i++) {
            int row = i / input.width() / factor;
            int column = i % input.width() / factor;
            targets[offset + row * mask.width() + column] += (marked[i] & 0xFF) / whole;
        }
    }
}

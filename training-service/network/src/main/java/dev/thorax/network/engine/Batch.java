package dev.thorax.network.engine;

import java.util.function.IntToDoubleFunction;

/**
 * Images with the classes or the masks that they show.
 *
 * @param images uint8[size, height, width]; may be longer
 * @param targets float32[size, classes], the share of each class in an image times the weight of the image; rows sum to that
 *     weight, which is 1 unless said; for a network whose output is a mask float32[size, h * w], the share of each position
 *     that is marked, in [0,1]
 * @param size images in it, at least 1
 */
public record Batch(byte[] images, float[] targets, int size) {

    /**
     * Creates a batch of images that show one class each.
     *
     * @param labels index of each image's class
     */
    public static Batch oneHot(byte[] images, int[] labels, int classes) {
        float[] targets = new float[labels.length * classes];
        for (int i = 0; i < labels.length; i++) {
            targets[i * classes + labels[i]] = 1;
        }
        return new Batch(images, targets, labels.length);
    }

    /**
     * Returns the same images, each counting as often in the loss as {@code weight} says.
     *
     * @param weight of each image by its index, at least 0
     */
    public Batch weighing(IntToDoubleFunction weight) {
        float[] weighed = targets.clone();
        int classes = targets.length / size;
        for (int i = 0; i < weighed.length; i++) {
            weighed[i] *= (float) weight.applyAsDouble(i / classes);
        }
        return new Batch(images, weighed, size);
    }

    /** Returns the class with the largest share in an image, the first of equals. */
    public int label(int image) {
        int classes = targets.length / size;
        int best = 0;
        for (int c = 1; c < classes; c++) {
            if (targets[image * classes + c] > targets[image * classes + best]) {
                best = c;
            }
        }
        return best;
    }
}

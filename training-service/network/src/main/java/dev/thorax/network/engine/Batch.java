package dev.thorax.network.engine;

/**
 * Images with the classes that they show.
 *
 * @param images uint8[size, height, width]; may be longer
 * @param targets float32[size, classes], the share of each class in an image, rows sum to 1
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

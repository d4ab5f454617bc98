package dev.thorax.training.recipe;

/**
 * How training images are varied, as Keras' {@code ImageDataGenerator} does it; pixels from outside are the nearest inside.
 *
 * @param shear a shear angle is drawn from [-shear, shear] degrees, in [0,45]
 * @param zoom a factor for each axis is drawn from [1 - zoom, 1 + zoom], in [0,0.9]
 * @param horizontalFlip whether every second image, by chance, is mirrored left to right
 */
public record Augmentation(double shear, double zoom, boolean horizontalFlip) {
    public Augmentation {
        if (!(shear >= 0 && shear <= 45) || !(zoom >= 0 && zoom <= 0.9)) {
            throw new IllegalArgumentException("augmentation needs a shear in [0,45] degrees and a zoom in [0,0.9]");
        }
    }
}

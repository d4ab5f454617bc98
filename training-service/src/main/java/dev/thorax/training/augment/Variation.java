package dev.thorax.training.augment;

import java.util.SplittableRandom;

import dev.thorax.training.recipe.Augmentation;

/**
 * How one image is varied.
 *
 * @param shear in radians
 * @param zoomRows rows of the image that one row of the variation spans; less than 1 magnifies
 * @param zoomColumns the same for columns
 * @param flip whether left and right change places at the end
 */
record Variation(double shear, double zoomRows, double zoomColumns, boolean flip) {

    /** Draws evenly from the ranges of {@code augmentation}. */
    static Variation draw(Augmentation augmentation, SplittableRandom random) {
        double shear = Math.toRadians(symmetric(random, augmentation.shear()));
        double zoomRows = 1 + symmetric(random, augmentation.zoom());
        double zoomColumns = 1 + symmetric(random, augmentation.zoom());
        return new Variation(shear, zoomRows, zoomColumns, augmentation.horizontalFlip() && random.nextBoolean());
    }

    private static double symmetric(SplittableRandom random, double range) {
        return (2 * random.nextDouble() - 1) * range;
    }
}

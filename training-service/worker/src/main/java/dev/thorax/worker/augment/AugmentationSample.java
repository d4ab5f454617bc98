package dev.thorax.worker.augment;

import java.util.SplittableRandom;

import dev.thorax.worker.recipe.Augmentation;

/**
 * How one image is varied.
 *
 * @param source where each pixel comes from
 * @param flip whether left and right change places after that
 * @param gamma a grey value v in [0,1] becomes (v^gamma - 1/2) contrast + 1/2
 * @param contrast see {@code gamma}
 */
record AugmentationSample(Affine source, boolean flip, double gamma, double contrast) {

    /** Only moved. */
    AugmentationSample(Affine source, boolean flip) {
        this(source, flip, 1, 1);
    }

    /**
     * Draws evenly from the ranges of {@code augmentation}; gamma evenly in its logarithm.
     *
     * @param height rows of the image
     * @param width its columns
     */
    static AugmentationSample draw(Augmentation augmentation, int height, int width, SplittableRandom random) {
        double shear = Math.toRadians(symmetric(random, augmentation.shear()));
        double zoomRows = 1 + symmetric(random, augmentation.zoom());
        double zoomColumns = 1 + symmetric(random, augmentation.zoom());
        boolean flip = augmentation.horizontalFlip() && random.nextBoolean();
        double rotation = Math.toRadians(symmetric(random, augmentation.rotation()));
        double rows = symmetric(random, augmentation.shift()) * height;
        double columns = symmetric(random, augmentation.shift()) * width;
        double gamma = Math.exp(symmetric(random, Math.log1p(augmentation.gamma())));
        double contrast = 1 + symmetric(random, augmentation.contrast());
        Affine source = Affine.rotation(rotation)
                .times(Affine.shift(rows, columns))
                .times(Affine.shear(shear))
                .times(Affine.zoom(zoomRows, zoomColumns));
        return new AugmentationSample(source, flip, gamma, contrast);
    }

    /** What becomes of each grey value, uint8[256]. */
    byte[] tones() {
        byte[] tones = new byte[256];
        for (int grey = 0; grey < tones.length; grey++) {
            double value = (Math.pow(grey / 255.0, gamma) - 0.5) * contrast + 0.5;
            tones[grey] = (byte) Math.round(255 * Math.max(0, Math.min(1, value)));
        }
        return tones;
    }

    private static double symmetric(SplittableRandom random, double range) {
        return (2 * random.nextDouble() - 1) * range;
    }
}

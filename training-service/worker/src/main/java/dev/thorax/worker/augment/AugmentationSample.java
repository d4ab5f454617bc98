package dev.thorax.worker.augment;

import java.awt.geom.AffineTransform;
import java.util.SplittableRandom;

import dev.thorax.worker.recipe.Augmentation;

/**
 * The random changes of one image.
 *
 * @param source where each pixel (x: column, y: row, from the middle of the image) comes from
 * @param flip whether left and right change places after that
 * @param gamma a grey value v in [0,1] becomes (v^gamma - 1/2) contrast + 1/2
 * @param contrast see {@code gamma}
 * @param inverted whether black and white change places after that
 * @param blackOutside whether black stands where the image has no pixels, else the nearest pixel
 */
record AugmentationSample(
        AffineTransform source, boolean flip, double gamma, double contrast, boolean inverted, boolean blackOutside) {

    /** Only moved. */
    AugmentationSample(AffineTransform source, boolean flip) {
        this(source, flip, 1, 1, false, false);
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
        AffineTransform source =
                product(rotation(rotation), shift(rows, columns), shear(shear), zoom(zoomRows, zoomColumns));
        boolean inverted = random.nextDouble() < augmentation.invert();
        boolean black =
                switch (augmentation.outside()) {
                    case NEAREST -> false;
                    case BLACK -> true;
                    case EITHER -> random.nextBoolean();
                };
        return new AugmentationSample(source, flip, gamma, contrast, inverted, black);
    }

    /** Returns the maps applied one after the other, the last one first. Each is as Keras has it, {@code apply_affine_transform}. */
    static AffineTransform product(AffineTransform first, AffineTransform... others) {
        for (AffineTransform other : others) {
            first.concatenate(other);
        }
        return first;
    }

    static AffineTransform rotation(double radians) {
        return new AffineTransform(Math.cos(radians), -Math.sin(radians), Math.sin(radians), Math.cos(radians), 0, 0);
    }

    static AffineTransform shift(double rows, double columns) {
        return new AffineTransform(1, 0, 0, 1, columns, rows);
    }

    static AffineTransform shear(double radians) {
        return new AffineTransform(Math.cos(radians), -Math.sin(radians), 0, 1, 0, 0);
    }

    static AffineTransform zoom(double rows, double columns) {
        return new AffineTransform(columns, 0, 0, rows, 0, 0);
    }

    /** Returns the new grey value of each grey value, uint8[256]. */
    byte[] tones() {
        byte[] tones = new byte[256];
        for (int grey = 0; grey < tones.length; grey++) {
            double value = (Math.pow(grey / 255.0, gamma) - 0.5) * contrast + 0.5;
            double shown = Math.max(0, Math.min(1, value));
            tones[grey] = (byte) Math.round(255 * (inverted ? 1 - shown : shown));
        }
        return tones;
    }

    private static double symmetric(SplittableRandom random, double range) {
        return (2 * random.nextDouble() - 1) * range;
    }
}

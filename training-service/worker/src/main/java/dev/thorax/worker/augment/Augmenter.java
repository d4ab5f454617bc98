package dev.thorax.worker.augment;

import java.awt.geom.AffineTransform;
import java.util.SplittableRandom;

import dev.thorax.contracts.model.InputSpec;
import dev.thorax.worker.recipe.Augmentation;

/**
 * Augments one image as Keras' {@code ImageDataGenerator.random_transform} does with {@code rotation_range},
 * {@code width_shift_range}, {@code height_shift_range}, {@code shear_range} (degrees), {@code zoom_range},
 * {@code horizontal_flip} and {@code fill_mode="nearest"}: one affine map about the image's centre, sampled bilinearly; then its
 * grey values.
 */
final class Augmenter {
    private static final byte[] UNCHANGED = unchanged();

    private final Augmentation augmentation;
    private final int height;
    private final int width;

    Augmenter(Augmentation augmentation, InputSpec input) {
        this.augmentation = augmentation;
        this.height = input.height();
        this.width = input.width();
    }

    /**
     * Writes a variation of {@code image} (uint8[H,W]) into {@code target} at {@code offset}.
     *
     * @param random decides the variation
     */
    void write(byte[] image, SplittableRandom random, byte[] target, int offset) {
        write(image, AugmentationSample.draw(augmentation, height, width, random), target, offset);
    }

    void write(byte[] image, AugmentationSample variation, byte[] target, int offset) {
        move(image, variation, variation.tones(), variation.blackOutside(), target, offset);
    }

    /**
     * Writes a variation of {@code image} and the same way of its mask (both uint8[H,W]), whose grey values stay and which is
     * black outside.
     */
    void write(byte[] image, byte[] mask, SplittableRandom random, byte[] target, int offset, byte[] maskTarget) {
        AugmentationSample variation = AugmentationSample.draw(augmentation, height, width, random);
        write(image, variation, target, offset);
        move(mask, variation, UNCHANGED, true, maskTarget, 0);
    }

    private void move(
            byte[] image, AugmentationSample variation, byte[] tones, boolean blackOutside, byte[] target, int offset) {
        AffineTransform source = variation.source();
        double middleRow = (height - 1) / 2.0;
        double middleColumn = (width - 1) / 2.0;
        for (int row = 0; row < height; row++) {
            double y = row - middleRow;
            double fromRow = source.getScaleY() * y + source.getTranslateY() + middleRow;
            double fromColumn = source.getShearX() * y + source.getTranslateX() + middleColumn;
            for (int column = 0; column < width; column++) {
                double x = column - middleColumn;
                int at = offset + row * width + (variation.flip() ? width - 1 - column : column);
                double fromY = fromRow + source.getShearY() * x;
                double fromX = fromColumn + source.getScaleX() * x;
                target[at] = blackOutside && isOutside(fromY, fromX) ? 0 : tones[sample(image, fromY, fromX)];
            }
        }
    }

    private static byte[] unchanged() {
        byte[] tones = new byte[256];
        for (int grey = 0; grey < tones.length; grey++) {
            tones[grey] = (byte) grey;
        }
        return tones;
    }

    private boolean isOutside(double row, double column) {
        return row < 0 || column < 0 || row > height - 1 || column > width - 1;
    }

    private int sample(byte[] image, double row, double column) {
        double y = Math.max(0, Math.min(height - 1, row));
        double x = Math.max(0, Math.min(width - 1, column));
        int top = (int) y;
        int left = (int) x;
        int below = Math.min(top + 1, height - 1) * width;
        int right = Math.min(left + 1, width - 1);
        double dy = y - top;
        double dx = x - left;
        int above = top * width;
        double upper = (1 - dx) * (image[above + left] & 0xFF) + dx * (image[above + right] & 0xFF);
        double lower = (1 - dx) * (image[below + left] & 0xFF) + dx * (image[below + right] & 0xFF);
        return (int) Math.round((1 - dy) * upper + dy * lower);
    }
}

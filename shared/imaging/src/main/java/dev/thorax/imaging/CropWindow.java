package dev.thorax.imaging;

import dev.thorax.contracts.model.InputSpec;
import dev.thorax.contracts.model.InputSpec.Fit;

/**
 * Describes the part of a canonical image that a network sees, in pixels of that image. The square around the lungs may reach beyond
 * it.
 *
 * @param left columns to its left, negative if it reaches beyond the image
 * @param top rows above it, negative if it reaches beyond the image
 * @param width its columns, at least 1
 * @param height its rows, at least 1
 */
public record CropWindow(int left, int top, int width, int height) {

    /**
     * Returns what a network that takes {@code spec} sees of an image of {@code width} x {@code height} pixels.
     *
     * @throws IllegalArgumentException if that depends on where the lungs are
     */
    public static CropWindow of(int width, int height, InputSpec spec) {
        if (spec.fit() == Fit.SQUEEZE) {
            return new CropWindow(0, 0, width, height);
        }
        if (spec.fit() == Fit.LUNGS) {
            throw new IllegalArgumentException("Where the lungs are is known to a lung finder only.");
        }
        double aspect = (double) spec.width() / spec.height();
        int across = (int) Math.max(1, Math.min(width, Math.round(height * aspect)));
        int down = (int) Math.max(1, Math.min(height, Math.round(width / aspect)));
        return new CropWindow((width - across) / 2, (height - down) / 2, across, down);
    }
}

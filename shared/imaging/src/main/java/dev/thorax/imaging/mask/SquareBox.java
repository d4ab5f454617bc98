package dev.thorax.imaging.mask;

import dev.thorax.imaging.CropWindow;
import dev.thorax.imaging.GreyImage;

/**
 * A square in pixels of a canonical image, which may reach beyond the image.
 *
 * @param left first column, may be negative
 * @param top first row, may be negative
 * @param side columns and rows, at least 1
 */
public record SquareBox(int left, int top, int side) {
    public SquareBox {
        if (side < 1) {
            throw new IllegalArgumentException("A box needs a side of at least 1 pixel, but has " + side + ".");
        }
    }

    /** Returns the box as a part of an image. */
    public CropWindow window() {
        return new CropWindow(left, top, side, side);
    }

    /** Returns what the box shows of an image, black beyond the image, as around a collimated radiograph. */
    public GreyImage cut(GreyImage image) {
        byte[] pixels = new byte[Math.multiplyExact(side, side)];
        int first = Math.max(0, -left);
        int columns = Math.min(side, image.width() - left) - first;
        for (int row = Math.max(0, -top); row < Math.min(side, image.height() - top); row++) {
            if (columns > 0) {
                int from = (top + row) * image.width() + left + first;
                System.arraycopy(image.pixels(), from, pixels, row * side + first, columns);
            }
        }
        return new GreyImage(side, side, pixels);
    }
}

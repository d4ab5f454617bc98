package dev.thorax.imaging;

import dev.thorax.contracts.model.InputSpec;
import dev.thorax.contracts.model.InputSpec.Fit;

/**
 * The part of a canonical image that a network sees, in pixels of that image.
 *
 * @param left columns to its left
 * @param top rows above it
 * @param width its columns, at least 1
 * @param height its rows, at least 1
 */
public record CropWindow(int left, int top, int width, int height) {

    /** What a network that takes {@code spec} sees of an image of that size. */
    public static CropWindow of(int width, int height, InputSpec spec) {
        if (spec.fit() == Fit.SQUEEZE) {
            return new CropWindow(0, 0, width, height);
        }
        double aspect = (double) spec.width() / spec.height();
        int across = (int) Math.max(1, Math.min(width, Math.round(height * aspect)));
        int down = (int) Math.max(1, Math.min(height, Math.round(width / aspect)));
        return new CropWindow((width - across) / 2, (height - down) / 2, across, down);
    }

    /**
     * The heat of this part as that of the whole image, in cells of about the same size: 0 where the network did not look.
     *
     * @param imageWidth columns of the image
     * @param imageHeight its rows
     */
    public HeatMap spread(HeatMap heat, int imageWidth, int imageHeight) {
        if (width == imageWidth && height == imageHeight) {
            return heat;
        }
        int rows = (int) Math.round((double) heat.height() * imageHeight / height);
        int columns = (int) Math.round((double) heat.width() * imageWidth / width);
        float[] spread = new float[rows * columns];
        for (int row = 0; row < rows; row++) {
            double y = ((row + 0.5) * imageHeight / rows - top) / height;
            for (int column = 0; column < columns; column++) {
                double x = ((column + 0.5) * imageWidth / columns - left) / width;
                if (y >= 0 && y < 1 && x >= 0 && x < 1) {
                    spread[row * columns + column] =
                            heat.values()[(int) (y * heat.height()) * heat.width() + (int) (x * heat.width())];
                }
            }
        }
        return new HeatMap(rows, columns, spread);
    }
}

package dev.thorax.imaging.heatmap;

import dev.thorax.imaging.CropWindow;

/**
 * Holds how much each part of an image counted for a class.
 *
 * @param height rows
 * @param width values a row
 * @param values float32[height * width] in [0,1], row by row
 */
public record HeatMap(int height, int width, float[] values) {
    /** Checks that there are as many values as the size says. */
    public HeatMap {
        if (height < 1 || width < 1 || values.length != height * width) {
            throw new IllegalArgumentException(
                    "A heat map of " + height + " x " + width + " cannot have " + values.length + " values.");
        }
    }

    /**
     * Returns this heat map of a part of an image as one of the whole image, in cells of about the same size. Cells outside of the part
     * are 0.
     *
     * @param part what the network saw of the image
     * @param imageWidth columns of the image
     * @param imageHeight rows of the image
     */
    public HeatMap uncrop(CropWindow part, int imageWidth, int imageHeight) {
        if (part.equals(new CropWindow(0, 0, imageWidth, imageHeight))) {
            return this;
        }
        int rows = Math.max(1, (int) Math.round((double) height * imageHeight / part.height()));
        int columns = Math.max(1, (int) Math.round((double) width * imageWidth / part.width()));
        float[] whole = new float[rows * columns];
        for (int row = 0; row < rows; row++) {
            double y = ((row + 0.5) * imageHeight / rows - part.top()) / part.height();
            for (int column = 0; column < columns; column++) {
                double x = ((column + 0.5) * imageWidth / columns - part.left()) / part.width();
                if (y >= 0 && y < 1 && x >= 0 && x < 1) {
                    whole[row * columns + column] = values[(int) (y * height) * width + (int) (x * width)];
                }
            }
        }
        return new HeatMap(rows, columns, whole);
    }
}

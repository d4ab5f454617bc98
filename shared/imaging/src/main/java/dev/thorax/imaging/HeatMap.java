package dev.thorax.imaging;

/**
 * Where a network looked.
 *
 * @param height rows
 * @param width values a row
 * @param values float32[height * width] in [0,1], row by row
 */
public record HeatMap(int height, int width, float[] values) {
    public HeatMap {
        if (height < 1 || width < 1 || values.length != height * width) {
            throw new IllegalArgumentException(
                    "A heat map of " + height + " x " + width + " cannot have " + values.length + " values.");
        }
    }
}

package dev.thorax.explain.heatmap;

/**
 * Where the network looked, as coarse as it sees.
 *
 * @param height rows
 * @param width values a row
 * @param values float32[height, width] in [0,1], row by row from the top left; 1 mattered most
 */
public record Heatmap(int height, int width, float[] values) {
    public Heatmap {
        if (height < 1 || width < 1 || values.length != height * width) {
            throw new IllegalArgumentException(
                    "A heat map of " + width + " x " + height + " cannot have " + values.length + " values.");
        }
    }

    /** Its values as rows, float32[height][width]. */
    public float[][] rows() {
        float[][] rows = new float[height][width];
        for (int row = 0; row < height; row++) {
            System.arraycopy(values, row * width, rows[row], 0, width);
        }
        return rows;
    }
}

package dev.thorax.network.onnx;

import java.awt.image.BufferedImage;

/** Bilinear reduction as Pillow does it: each pixel is a triangle-weighted mean over all that it covers, rounded after each direction. */
final class Triangle {
    private Triangle() {}

    /** int[3][side * side], red, green, blue, each in [0,255]. */
    static int[][] reduced(BufferedImage image, int side) {
        int width = image.getWidth();
        int height = image.getHeight();
        int[][] reduced = new int[3][];
        for (int channel = 0; channel < 3; channel++) {
            int[] values = new int[width * height];
            for (int i = 0; i < values.length; i++) {
                values[i] = image.getRGB(i % width, i / width) >> (16 - 8 * channel) & 0xFF;
            }
            // Each pass turns the picture over, so two passes leave it upright.
            reduced[channel] = pass(pass(values, width, height, side), height, side, side);
        }
        return reduced;
    }

    /** Reduces rows of {@code width} to {@code side}; the result's rows are the columns. */
    private static int[] pass(int[] values, int width, int height, int side) {
        double scale = (double) width / side;
        int[] reduced = new int[side * height];
        for (int x = 0; x < side; x++) {
            double centre = (x + 0.5) * scale;
            int from = Math.max(0, (int) (centre - scale + 0.5));
            int to = Math.min(width, (int) (centre + scale + 0.5));
            for (int y = 0; y < height; y++) {
                double sum = 0;
                double weights = 0;
                for (int at = from; at < to; at++) {
                    double weight = Math.max(0, 1 - Math.abs(at - centre + 0.5) / scale);
                    sum += weight * values[y * width + at];
                    weights += weight;
                }
                reduced[x * height + y] = (int) Math.round(sum / weights);
            }
        }
        return reduced;
    }
}

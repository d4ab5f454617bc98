package dev.thorax.imaging.decode;

import java.util.Arrays;

/**
 * Shrinks a picture: each new pixel is the mean of the area that it covers, summed in the order and precision of OpenCV's INTER_AREA, so
 * that images that OpenCV shrank before stay as they are.
 */
final class AreaResampler {
    /** Parts of a pixel below this are left out. */
    private static final double LEAST = 1e-3;

    private AreaResampler() {}

    /**
     * Names which old pixels of a row or column make each new one: those from {@code start[i]} on, in order.
     *
     * @param start int[new], first old pixel of each new one
     * @param weight float32[new][], part of the new pixel that each of its old ones makes
     * @param whole how many old pixels make each new one, 0 if this is no whole number
     */
    private record Weights(int[] start, float[][] weight, int whole) {
        static Weights of(int before, int after) {
            double scale = 1.0 / ((double) after / before);
            int[] start = new int[after];
            float[][] weight = new float[after][];
            for (int i = 0; i < after; i++) {
                double left = i * scale;
                double right = left + scale;
                double cell = Math.min(scale, before - left);
                int last = Math.min((int) Math.floor(right), before - 1);
                int first = Math.min((int) Math.ceil(left), last);
                boolean ahead = first - left > LEAST;
                boolean behind = right - last > LEAST;
                start[i] = ahead ? first - 1 : first;
                weight[i] = new float[last - start[i] + (behind ? 1 : 0)];
                Arrays.fill(weight[i], (float) (1 / cell));
                if (ahead) {
                    weight[i][0] = (float) ((first - left) / cell);
                }
                if (behind) {
                    weight[i][last - start[i]] = (float) (Math.min(Math.min(right - last, 1), cell) / cell);
                }
            }
            long whole = Math.round(scale);
            return new Weights(start, weight, Math.abs(scale - whole) < Math.ulp(1.0) ? (int) whole : 0);
        }
    }

    /** Returns {@code picture} at a size that is not larger, values outside of [low, high] clipped before. */
    static GreyPicture shrink(GreyPicture picture, int width, int height, int low, int high) {
        Weights across = Weights.of(picture.width(), width);
        Weights down = Weights.of(picture.height(), height);
        GreyPicture result = GreyPicture.black(width, height, picture.isWide());
        float[] row = new float[picture.width()];
        if (across.whole() > 0 && down.whole() > 0) {
            sum(picture, result, across.whole(), down.whole(), low, high);
            return result;
        }
        float[] sum = new float[width];
        float[] buffer = new float[width];
        for (int y = 0; y < height; y++) {
            Arrays.fill(sum, 0);
            float[] weight = down.weight()[y];
            for (int i = 0; i < weight.length; i++) {
                picture.row(down.start()[y] + i, row, low, high);
                across(row, across, buffer);
                for (int x = 0; x < width; x++) {
                    sum[x] += weight[i] * buffer[x];
                }
            }
            put(result, y, sum);
        }
        return result;
    }

    private static void across(float[] row, Weights weights, float[] buffer) {
        for (int x = 0; x < buffer.length; x++) {
            float[] weight = weights.weight()[x];
            int start = weights.start()[x];
            float sum = 0;
            for (int i = 0; i < weight.length; i++) {
                sum += row[start + i] * weight[i];
            }
            buffer[x] = sum;
        }
    }

    private static void put(GreyPicture result, int y, float[] sum) {
        for (int x = 0; x < sum.length; x++) {
            result.set(y * sum.length + x, Math.min(result.most(), (int) Math.rint(sum[x])));
        }
    }

    /** Shrinks by whole numbers. */
    private static void sum(GreyPicture picture, GreyPicture result, int columns, int rows, int low, int high) {
        float[] row = new float[picture.width()];
        float scale = 1f / (columns * rows);
        boolean halves = columns == 2 && rows == 2;
        for (int y = 0; y < result.height(); y++) {
            float[] sum = new float[result.width()];
            for (int i = 0; i < rows; i++) {
                picture.row(y * rows + i, row, low, high);
                for (int x = 0; x < result.width() * columns; x++) {
                    sum[x / columns] += row[x];
                }
            }
            for (int x = 0; x < sum.length; x++) {
                sum[x] = halves ? (float) Math.floor((sum[x] + 2) / 4) : sum[x] * scale;
            }
            put(result, y, sum);
        }
    }
}

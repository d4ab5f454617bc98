package dev.thorax.network.layer;

/**
 * A window that slides over maps, as in a convolution or a pool.
 *
 * @param size rows and columns of the window
 * @param stride positions by which it moves, down and to the right
 * @param padding treatment of the border
 */
public record SlidingWindow(WindowSize size, int stride, Padding padding) {
    /** Returns the shape of maps with one value for each position of the window over {@code in}. */
    Shape over(Shape in, int channels, String layer) {
        Layer.require(!in.flat(), "a " + layer + " stands after flatten or a global pool");
        Layer.require(
                padding == Padding.SAME || in.height() >= size.height() && in.width() >= size.width(),
                "a " + layer + "'s kernel is larger than its input");
        return new Shape(channels, positions(in.height(), size.height()), positions(in.width(), size.width()));
    }

    /**
     * Returns the padding that the window needs around {@code in}, as in TensorFlow: the odd pixel is at the bottom and
     * right.
     */
    public PaddingAmounts border(Shape in) {
        int rows = outside(in.height(), size.height());
        int columns = outside(in.width(), size.width());
        return new PaddingAmounts(rows / 2, columns / 2, rows - rows / 2, columns - columns / 2);
    }

    private int positions(int in, int kernel) {
        return padding == Padding.SAME ? (in + stride - 1) / stride : (in - kernel) / stride + 1;
    }

    private int outside(int in, int kernel) {
        return padding == Padding.SAME ? Math.max((positions(in, kernel) - 1) * stride + kernel - in, 0) : 0;
    }
}

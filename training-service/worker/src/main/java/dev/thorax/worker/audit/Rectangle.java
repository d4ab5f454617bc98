package dev.thorax.worker.audit;

/**
 * A part of the canonical image in fractions of its width and height, (0,0) at the top left and (1,1) at the bottom right.
 * The window of a network whose input is padded reaches beyond that.
 *
 * @param left its left side, less than right
 * @param top its top side, less than bottom
 * @param right its right side
 * @param bottom its bottom side
 */
public record Rectangle(double left, double top, double right, double bottom) {
    /** The whole canonical image. */
    public static final Rectangle WHOLE = new Rectangle(0, 0, 1, 1);

    /**
     * Where the lungs are in a frontal chest radiograph: 60 % of the canonical image. Chosen by eye on 48 images of cxr3 and the
     * mean image of each class (docs/decisions/0010): in nearly all, both lungs lie within it.
     */
    public static final Rectangle LUNG_FIELD = new Rectangle(0.10, 0.10, 0.90, 0.85);

    public Rectangle {
        if (!(left < right && top < bottom)) {
            throw new IllegalArgumentException(
                    "A rectangle's left must be less than its right, and its top than its bottom.");
        }
    }

    /**
     * How much of each cell of a grid lies within this.
     *
     * @param height rows of the grid
     * @param width cells a row
     * @param window the part of the canonical image that the grid covers
     * @return double[height * width] in [0,1], row by row
     */
    public double[] coverage(int height, int width, Rectangle window) {
        double[] rows = overlaps(height, window.top, window.bottom, top, bottom);
        double[] columns = overlaps(width, window.left, window.right, left, right);
        double[] coverage = new double[height * width];
        for (int i = 0; i < coverage.length; i++) {
            coverage[i] = rows[i / width] * columns[i % width];
        }
        return coverage;
    }

    /** Share of each of {@code cells} equal parts of [from,to] that lies in [low,high]. */
    private static double[] overlaps(int cells, double from, double to, double low, double high) {
        double length = (to - from) / cells;
        double[] shares = new double[cells];
        for (int i = 0; i < cells; i++) {
            double start = from + i * length;
            double common = Math.min(start + length, high) - Math.max(start, low);
            shares[i] = Math.max(0, Math.min(1, common / length));
        }
        return shares;
    }
}

package dev.thorax.imaging.mask;

/**
 * A connected region of a mask, in positions of the mask.
 *
 * @param left first column
 * @param top first row
 * @param right column behind the last one
 * @param bottom row behind the last one
 * @param area its positions, at least 1
 * @param column mean column of its positions
 */
public record Region(int left, int top, int right, int bottom, int area, double column) {
    /** Returns its rows. */
    public int height() {
        return bottom - top;
    }
}

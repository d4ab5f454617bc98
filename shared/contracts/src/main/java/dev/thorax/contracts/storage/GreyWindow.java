package dev.thorax.contracts.storage;

/**
 * Names the stored values of a file of more than 8 bits that became black and white in the canonical image.
 *
 * @param low stored value at or below which a pixel is black, at least 0
 * @param high stored value at or above which a pixel is white, at most 65535
 */
public record GreyWindow(int low, int high) {
    /** Checks that the window has a width. */
    public GreyWindow {
        if (low < 0 || high <= low || high > 0xffff) {
            throw new IllegalArgumentException("A window cannot reach from " + low + " to " + high + ".");
        }
    }
}

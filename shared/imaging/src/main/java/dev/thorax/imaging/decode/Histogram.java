package dev.thorax.imaging.decode;

import dev.thorax.contracts.storage.GreyWindow;

/**
 * Finds the window of a picture of more than 8 bits from how often each stored value occurs.
 *
 * <p>The window is robust: single or burnt-in pixels do not move it. The bulk of a picture are the values up to half of the range beyond
 * the range from the 2nd to the 98th of a hundred pixels. The value 65535, and single values far beyond all others, such as those of a
 * burnt-in label or of padding, are left out. If the bulk begins near 0 and fills most of 8, 10, 12,
 * 14 or 16 bits, the window are these bits, so that siblings are windowed alike. Otherwise it is the bulk.
 */
final class Histogram {
    private static final double TAIL = 0.02;
    private static final double SLACK = 0.5;
    /** Part of the pixels that may lie above the bits of a picture. */
    private static final double RARE = 0.001;
    /** Part of the window up to which the darkest pixels count as 0. */
    private static final double NEAR_ZERO = 0.1;
    /** Part of the bits that must be used. */
    private static final double FILLED = 0.75;

    private static final int MIN_WIDTH = 255;
    private static final int MOST = 0xffff;

    /** Spikes at an end that are left out at most. */
    private static final int MAX_SPIKES = 4;
    /** A single value at an end is a spike if its distance from the next is more than this part of the range of the others. */
    private static final double GAP = 0.125;

    private final int[] counts;

    /** Wraps {@code counts}, int[values]: how many pixels have each value. */
    Histogram(int[] counts) {
        this.counts = counts;
    }

    /** Returns how many different values within the window occur. */
    int levels(int low, int high) {
        int levels = 0;
        for (int value = low; value <= high; value++) {
            levels += counts[value] > 0 ? 1 : 0;
        }
        return levels;
    }

    /** Returns the largest value of the fewest bits (8, 10, 12, 14, 16) that hold the value. */
    static int bits(int value) {
        int bits = 8;
        while (value > (1 << bits) - 1) {
            bits += 2;
        }
        return (1 << bits) - 1;
    }

    /** Returns the largest value that occurs. */
    int largest() {
        return last(MOST);
    }

    /** Returns the window of 16-bit pixels. */
    GreyWindow window() {
        int[] ends = ends();
        int bottom = ends[0];
        int top = ends[1];
        int darkest = quantile(TAIL, bottom, top);
        int brightest = quantile(1 - TAIL, bottom, top);
        double slack = SLACK * (brightest - darkest);
        int low = first((int) Math.max(bottom, darkest - slack));
        int high = last((int) Math.min(top, brightest + slack));
        int used = Math.min(high, quantile(1 - RARE, bottom, top));
        int bits = bits(used);
        boolean fills = low <= NEAR_ZERO * high && used >= FILLED * bits;
        return fills ? new GreyWindow(0, bits) : atLeast(low, high);
    }

    /** Returns the smallest and the largest value that are no spikes. */
    private int[] ends() {
        int bottom = first(0);
        int top = last(MOST);
        for (int spikes = 0; spikes < MAX_SPIKES && bottom < last(top - 1); spikes++) {
            int second = first(bottom + 1);
            int secondLast = last(top - 1);
            if (top - secondLast > GAP * (secondLast - bottom)) {
                top = secondLast;
            } else if (second - bottom > GAP * (top - second)) {
                bottom = second;
            }
        }
        return new int[] {bottom, top};
    }

    /** Returns a window that does not stretch fewer values than 8 bits have. */
    private static GreyWindow atLeast(int low, int high) {
        if (high <= MIN_WIDTH) {
            // Values of 8 bits that were not scaled.
            return new GreyWindow(0, MIN_WIDTH);
        }
        return high - low >= MIN_WIDTH
                ? new GreyWindow(low, high)
                : new GreyWindow(Math.min(low, MOST - MIN_WIDTH), Math.min(low, MOST - MIN_WIDTH) + MIN_WIDTH);
    }

    /** Returns the value below which a part of the pixels from {@code bottom} to {@code top} lies, those of 65535 left out. */
    private int quantile(double part, int bottom, int top) {
        long pixels = 0;
        int end = Math.min(top, MOST - 1);
        for (int value = bottom; value <= end; value++) {
            pixels += counts[value];
        }
        long rank = (long) (part * pixels);
        int value = Math.min(bottom, end);
        long below = counts[value];
        while (value < end && below <= rank) {
            below += counts[++value];
        }
        return pixels == 0 ? MOST : value;
    }

    /** Returns the smallest value from {@code from} on that occurs. */
    private int first(int from) {
        int value = from;
        while (value < MOST && counts[value] == 0) {
            value++;
        }
        return value;
    }

    /** Returns the largest value up to {@code to} that occurs. */
    private int last(int to) {
        int value = to;
        while (value > 0 && counts[value] == 0) {
            value--;
        }
        return value;
    }
}

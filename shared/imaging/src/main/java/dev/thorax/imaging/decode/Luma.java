package dev.thorax.imaging.decode;

/** Turns colours into brightness (ITU-R BT.601), rounded as libpng and OpenCV do. */
final class Luma {
    private static final int RED = 9798;
    private static final int GREEN = 19235;
    private static final int BLUE = 3735;
    private static final int BITS = 15;
    private static final int FULL = 255;

    private Luma() {}

    /** Returns the brightness of a colour of 8 or 16 bits a sample. */
    static int of(int red, int green, int blue) {
        return red * RED + green * GREEN + blue * BLUE + (1 << BITS - 1) >> BITS;
    }

    /** Returns the brightness of four inks of 8 bits, 0 being full ink, as OpenCV does. */
    static int ofInvertedInks(int cyan, int magenta, int yellow, int black) {
        int red = black - ((FULL - cyan) * black >> 8);
        int green = black - ((FULL - magenta) * black >> 8);
        int blue = black - ((FULL - yellow) * black >> 8);
        return red * 4899 + green * 9617 + blue * 1868 + (1 << 13) >> 14;
    }

    /** Returns the brightness of four inks of which {@code most} is full ink. */
    static int ofInks(int cyan, int magenta, int yellow, int black, int most) {
        long light = most - black;
        return of((int) ((most - cyan) * light / most), (int) ((most - magenta) * light / most), (int)
                ((most - yellow) * light / most));
    }

    /**
     * Returns the brightness of luma, two components of colour, and black, all of 8 bits, as Adobe's programs write inks: the first three
     * are those of the complement of the inverted inks (jdcolor.c).
     */
    static int ofYcck(int luma, int cb, int cr, int black) {
        int red = luma + (int) Math.round(1.402 * (cr - 128));
        int green = luma - (int) Math.round(0.34414 * (cb - 128) + 0.71414 * (cr - 128));
        int blue = luma + (int) Math.round(1.772 * (cb - 128));
        return ofInvertedInks(FULL - clip(red), FULL - clip(green), FULL - clip(blue), black);
    }

    private static int clip(int value) {
        return Math.max(0, Math.min(FULL, value));
    }
}

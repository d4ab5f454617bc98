package dev.thorax.imaging.decode;

/** Removes transparency from a picture. */
final class Transparency {
    private Transparency() {}

    /** Part of the pixels that may have more alpha than what counts as opaque. */
    private static final double RARE = 0.001;

    /**
     * Lays a picture over black, in place. The largest alpha counts as opaque, whatever its scale is, single pixels left out. If every
     * pixel is transparent, alpha is ignored as a mistake.
     *
     * @param alpha of the same size and depth as {@code grey}
     * @param low the value that the window ends at below
     * @param high the value that it ends at above
     * @param whiteIsZero whether {@code high} is black
     * @return whether version 1 of the canonical image was made of the same pixels
     */
    static boolean overBlack(GreyPicture grey, GreyPicture alpha, int low, int high, boolean whiteIsZero) {
        int most = opaque(alpha.histogram());
        if (most == 0) {
            return true;
        }
        int black = whiteIsZero ? high : low;
        float scale = (float) (1.0 / most);
        boolean transparent = false;
        for (int i = 0; i < grey.pixels(); i++) {
            int value = Math.min(high, Math.max(low, grey.get(i)));
            int covers = Math.min(most, alpha.get(i));
            transparent |= covers < most;
            grey.set(i, black + (int) Math.rint(scale * (value - black) * covers));
        }
        return most == grey.most() && (!transparent || !grey.isWide() && !whiteIsZero);
    }

    /** Returns the largest alpha that is not rare, or 0 if all is transparent. */
    private static int opaque(int[] counts) {
        long seen = 0;
        for (int value = 1; value < counts.length; value++) {
            seen += counts[value];
        }
        long rare = (long) (RARE * seen);
        int most = counts.length - 1;
        for (long above = counts[most]; most > 0 && above <= rare; above += counts[most]) {
            most--;
        }
        return seen == 0 ? 0 : most;
    }
}

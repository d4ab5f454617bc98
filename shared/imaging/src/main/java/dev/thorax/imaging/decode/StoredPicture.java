package dev.thorax.imaging.decode;

/**
 * Holds the pixels of a file as they are stored, before orientation.
 *
 * @param grey grey levels
 * @param alpha how much of each pixel is seen, of the same size, or null if all of it is
 * @param whiteIsZero whether 0 is white
 * @param changed whether version 1 of the canonical image was made of other pixels
 * @param hidden how many pixels are not seen by a key and stand as 0
 */
record StoredPicture(GreyPicture grey, GreyPicture alpha, boolean whiteIsZero, boolean changed, int hidden) {
    StoredPicture(GreyPicture grey, GreyPicture alpha, boolean whiteIsZero, boolean changed) {
        this(grey, alpha, whiteIsZero, changed, 0);
    }

    /** Returns the picture without its alpha, over the black of a window. The pixels of this one are used up. */
    StoredPicture flat(int low, int high) {
        if (alpha == null) {
            return this;
        }
        boolean asBefore = Transparency.overBlack(grey, alpha, low, high, whiteIsZero);
        return new StoredPicture(grey, null, whiteIsZero, changed || !asBefore);
    }

    /** Returns how many of the pixels that are seen have each value. */
    int[] histogram() {
        int[] counts = grey.histogram();
        if (alpha != null && alpha.histogram()[0] < alpha.pixels()) {
            for (int i = 0; i < grey.pixels(); i++) {
                counts[grey.get(i)] -= alpha.get(i) == 0 ? 1 : 0;
            }
        }
        counts[0] -= hidden == grey.pixels() ? 0 : hidden;
        return counts;
    }

    /** Creates a picture without transparency in which 0 is black. */
    static StoredPicture opaque(GreyPicture grey) {
        return new StoredPicture(grey, null, false, false);
    }
}

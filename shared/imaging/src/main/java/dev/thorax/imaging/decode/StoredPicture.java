package dev.thorax.imaging.decode;

/**
 * Holds the pixels of a file as they are stored, before orientation.
 *
 * @param grey grey levels
 * @param alpha how much of each pixel is seen, of the same size, or null if all of it is
 * @param whiteIsZero whether 0 is white
 * @param changed whether version 1 of the canonical image was made of other pixels
 */
record StoredPicture(GreyPicture grey, GreyPicture alpha, boolean whiteIsZero, boolean changed) {
    /** Returns the picture without its alpha, over black. The pixels of this one are used up. */
    StoredPicture flat() {
        if (alpha == null) {
            return this;
        }
        boolean full = Transparency.overBlack(grey, alpha);
        return new StoredPicture(grey, null, whiteIsZero, changed || !full);
    }

    /** Creates a picture without transparency in which 0 is black. */
    static StoredPicture opaque(GreyPicture grey) {
        return new StoredPicture(grey, null, false, false);
    }
}

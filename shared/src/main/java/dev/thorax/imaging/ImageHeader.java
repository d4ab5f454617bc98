package dev.thorax.imaging;

/**
 * What a file says of its picture before any pixel is decoded.
 *
 * @param width pixels a row as stored, before orientation
 * @param height rows as stored
 * @param bytesPerPixel bytes that one decoded pixel needs
 * @param alpha whether pixels may be transparent
 * @param orientation EXIF orientation, 1 to 8; only read where {@code alpha} is set
 * @param whiteIsZero whether the stored value 0 is white and the largest is black, as a TIFF file may say
 */
record ImageHeader(long width, long height, int bytesPerPixel, boolean alpha, int orientation, boolean whiteIsZero) {
    /** A picture without transparency. */
    static ImageHeader opaque(long width, long height, int bytesPerPixel) {
        return new ImageHeader(width, height, bytesPerPixel, false, 1, false);
    }
}

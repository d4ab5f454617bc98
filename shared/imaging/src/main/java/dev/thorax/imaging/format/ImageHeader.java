package dev.thorax.imaging.format;

/**
 * Describes a picture as its file does, before any pixel is decoded.
 *
 * @param width pixels a row as stored, before orientation
 * @param height rows as stored
 * @param bytesPerPixel bytes that the decoder holds for each pixel
 * @param bufferBytes bytes that the decoder holds besides; no limit has been put on width and height when it is computed,
 *     so it means nothing for a picture of more than 64 million pixels
 * @param alpha whether pixels may be transparent
 * @param orientation EXIF orientation, 1 to 8, of the pixels that OpenCV decodes; {@link #BY_OPENCV} if OpenCV turns them itself
 * @param whiteIsZero whether the stored value 0 is white and the largest is black, as a TIFF file may say
 */
public record ImageHeader(
        long width,
        long height,
        int bytesPerPixel,
        long bufferBytes,
        boolean alpha,
        int orientation,
        boolean whiteIsZero) {
    /** Orientation of pixels that OpenCV turns itself. */
    public static final int BY_OPENCV = 0;

    /** Describes a picture without transparency that OpenCV turns itself. */
    static ImageHeader opaque(long width, long height, int bytesPerPixel) {
        return new ImageHeader(width, height, bytesPerPixel, 0, false, BY_OPENCV, false);
    }
}

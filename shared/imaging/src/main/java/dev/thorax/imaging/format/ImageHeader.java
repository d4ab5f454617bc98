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
 * @param orientation EXIF orientation of the stored pixels, 1 to 8
 */
public record ImageHeader(
        long width, long height, int bytesPerPixel, long bufferBytes, boolean alpha, int orientation) {}

package dev.thorax.imaging.decode;

import dev.thorax.imaging.GreyImage;

/**
 * Holds a decoded scan.
 *
 * @param mediaType media type of the file, found in its bytes, e.g. {@code image/png}
 * @param image its canonical image: long side at most {@value ImageDecoder#LONG_SIDE} pixels
 */
public record DecodedScan(String mediaType, GreyImage image) {}

package dev.thorax.imaging;

/**
 * A scan that was decoded.
 *
 * @param mediaType what the file is, read from its bytes, e.g. {@code image/png}
 * @param image its canonical image: long side at most {@value ImageDecoder#LONG_SIDE} pixels
 */
public record DecodedScan(String mediaType, GreyImage image) {}

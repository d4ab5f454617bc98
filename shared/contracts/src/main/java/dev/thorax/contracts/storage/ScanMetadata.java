package dev.thorax.contracts.storage;

/**
 * What is known of a scan without a look at its pixels.
 *
 * @param mediaType what the original is, read from its bytes, e.g. {@code image/png}
 * @param bytes length of the original
 * @param width width of the canonical image in pixels
 * @param height height of the canonical image in pixels
 */
public record ScanMetadata(String mediaType, int bytes, int width, int height) {}

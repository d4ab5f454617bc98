package dev.thorax.contracts.storage;

/**
 * Metadata of a scan: everything but its pixels.
 *
 * @param mediaType what the original is, read from its bytes, e.g. {@code image/png}
 * @param bytes length of the original
 * @param width width of the canonical image in pixels
 * @param height height of the canonical image in pixels
 */
public record ScanMetadata(String mediaType, int bytes, int width, int height) {}

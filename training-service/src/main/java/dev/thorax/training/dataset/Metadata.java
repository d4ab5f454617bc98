package dev.thorax.training.dataset;

/**
 * What is known of a scan without a look at its pixels.
 *
 * @param width width of the canonical image in pixels
 * @param height height of the canonical image in pixels
 * @param mediaType what the original is, e.g. {@code image/png}, or null where that is not known
 * @param bytes length of the original, or null where that is not known
 */
public record Metadata(int width, int height, String mediaType, Integer bytes) {}

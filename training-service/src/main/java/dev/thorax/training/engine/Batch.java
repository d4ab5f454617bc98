package dev.thorax.training.engine;

/**
 * Some images with their classes.
 *
 * @param images uint8[size, height, width]; may be longer
 * @param labels index of each image's class; may be longer
 * @param size images in it, at least 1
 */
public record Batch(byte[] images, int[] labels, int size) {}

package dev.thorax.onnx;

/**
 * What a {@code model.onnx} gives for N images.
 *
 * @param probabilities float32[N][C]; rows sum to 1, but this is not checked
 * @param distances float32[N][2] from the training scans, or float32[N][0] of a version without a gate
 */
public record ScoredImages(float[][] probabilities, float[][] distances) {}

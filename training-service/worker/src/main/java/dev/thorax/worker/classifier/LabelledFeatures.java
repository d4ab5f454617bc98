package dev.thorax.worker.classifier;

/**
 * The features and classes that a classifier learns from.
 *
 * @param features float[N][F]
 * @param labels int[N], index of each scan's class; every class occurs
 * @param classWeights float[C], how much a scan of each class counts
 */
public record LabelledFeatures(float[][] features, int[] labels, float[] classWeights) {}

package dev.thorax.training.engine;

/**
 * How a network is fitted.
 *
 * @param learningRate step of the Adam optimiser (Kingma and Ba 2015; beta 0.9 and 0.999, epsilon 1e-7 as in Keras)
 * @param seed decides the first weights and what dropout drops
 * @param classWeights weight of each class in the loss
 */
public record TrainingSettings(double learningRate, long seed, float[] classWeights) {}

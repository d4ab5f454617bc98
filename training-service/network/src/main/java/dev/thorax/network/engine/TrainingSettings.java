package dev.thorax.network.engine;

import java.util.Set;

/**
 * How a network is fitted.
 *
 * @param learningRate first step of the Adam optimiser (Kingma and Ba 2015; beta 0.9 and 0.999, epsilon 1e-7 as in Keras)
 * @param seed decides the first weights and what dropout drops
 * @param classWeights weight of each class in the loss
 * @param frozen names of the nodes whose weights stay as they are; a batch norm among them uses its moving statistics, as in
 *     Keras
 */
public record TrainingSettings(double learningRate, long seed, float[] classWeights, Set<String> frozen) {
    public TrainingSettings {
        frozen = Set.copyOf(frozen);
    }

    /** All weights are trained. */
    public TrainingSettings(double learningRate, long seed, float[] classWeights) {
        this(learningRate, seed, classWeights, Set.of());
    }
}

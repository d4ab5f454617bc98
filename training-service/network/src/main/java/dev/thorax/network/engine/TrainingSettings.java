package dev.thorax.network.engine;

import java.util.Set;

/**
 * Settings of the optimizer and the loss.
 *
 * @param learningRate first learning rate of the Adam optimizer (Kingma and Ba 2015; beta 0.9 and 0.999, epsilon 1e-7 as in
 *     Keras)
 * @param seed seed of the first weights and of dropout
 * @param classWeights weight of each class in the loss
 * @param frozen names of the nodes whose weights stay as they are; a batch norm among them uses its moving statistics, as in
 *     Keras
 */
public record TrainingSettings(double learningRate, long seed, float[] classWeights, Set<String> frozen) {
    public TrainingSettings {
        frozen = Set.copyOf(frozen);
    }

    /** Creates settings under which all weights are trained. */
    public TrainingSettings(double learningRate, long seed, float[] classWeights) {
        this(learningRate, seed, classWeights, Set.of());
    }
}

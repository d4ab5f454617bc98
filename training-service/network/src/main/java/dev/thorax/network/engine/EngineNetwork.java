package dev.thorax.network.engine;

import dev.thorax.network.weights.Weights;

/** A network in the memory of its engine, for use by one thread at a time. */
public interface EngineNetwork extends Predictor {
    /**
     * Fits the network to a batch by one step of the optimizer.
     *
     * @return the mean over the batch of -sum over c of weight(c) target(c) ln p(c), before the step and with dropout; of a mask
     *     the mean over all positions of -t ln p - (1 - t) ln(1 - p)
     */
    double fit(Batch batch);

    /** Copies all weights. */
    Weights weights();

    /** Replaces all weights, but not the optimizer's state. */
    void load(Weights weights);

    /** Sets the optimizer's learning rate for the following steps. */
    void setLearningRate(double rate);

    /** Sets the seed of dropout for the following steps. */
    void setSeed(long seed);

    /** Copies the optimizer's moments and step count, in the engine's own format. */
    byte[] optimizerState();

    /** Restores a state that {@link #optimizerState} returned for the same architecture and engine. */
    void restoreOptimizer(byte[] state);
}

package dev.thorax.network.engine;

import dev.thorax.network.weights.Weights;

/** A network in the memory of its engine. For one thread at a time. */
public interface EngineNetwork extends Predictor {
    /**
     * One step of the optimiser.
     *
     * @return the mean over the batch of -sum over c of weight(c) target(c) ln p(c), before the step, with dropout at work
     */
    double fit(Batch batch);

    /** A copy of all weights. */
    Weights weights();

    /** Replaces all weights; the optimiser's state stays. */
    void load(Weights weights);

    /** The step of the optimiser from now on. */
    void learningRate(double rate);

    /** What dropout drops from now on is decided by {@code seed}. */
    void seed(long seed);

    /** The optimiser's moments and count of steps, in a form of the engine's own. */
    byte[] optimiser();

    /** Takes up the state that {@link #optimiser} gave, of the same architecture and engine. */
    void optimiser(byte[] state);
}

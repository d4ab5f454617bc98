package dev.thorax.training.engine;

/** A network in the memory of its engine. For one thread at a time. */
public interface Network extends AutoCloseable {
    /**
     * One step of the optimiser.
     *
     * @return the mean of -weight(class) ln p(class) over the batch, before the step, with dropout at work
     */
    double fit(Batch batch);

    /** Probabilities float32[size, classes], rows sum to 1; without dropout. */
    float[][] predict(Batch batch);

    /** A copy of all weights. */
    Weights weights();

    /** Replaces all weights; the optimiser's state stays. */
    void load(Weights weights);

    @Override
    void close();
}

package dev.thorax.network.engine;

/** Predicts the probability of each class, for use by one thread at a time. */
public interface Predictor extends AutoCloseable {
    /**
     * Predicts the images of a batch without dropout.
     *
     * @return probabilities float32[size, classes], rows sum to 1
     */
    float[][] predict(Batch batch);

    @Override
    void close();
}

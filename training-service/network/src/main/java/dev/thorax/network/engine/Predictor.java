package dev.thorax.network.engine;

/** Predicts the probability of each class, or of each position of a mask, for use by one thread at a time. */
public interface Predictor extends AutoCloseable {
    /**
     * Predicts the images of a batch without dropout.
     *
     * @return probabilities float32[size, classes], rows sum to 1; of a mask float32[size, h * w], each in [0,1]
     */
    float[][] predict(Batch batch);

    @Override
    void close();
}

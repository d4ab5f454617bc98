package dev.thorax.network.engine;

/** What says how probable each class is. For one thread at a time. */
public interface Predictor extends AutoCloseable {
    /** Probabilities float32[size, classes], rows sum to 1; without dropout. */
    float[][] predict(Batch batch);

    @Override
    void close();
}

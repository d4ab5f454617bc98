package dev.thorax.worker.classifier;

/** A classifier that was fitted to features. */
public interface Classifier {
    /**
     * Returns the probability of each class.
     *
     * @param features float[F]
     * @return float[C], sums to 1
     */
    float[] probabilities(float[] features);
}

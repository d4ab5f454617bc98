package dev.thorax.worker.classifier;

/** A classifier that was fitted to features. */
public interface Classifier {
    /**
     * How probable each class is.
     *
     * @param features float[F]
     * @return float[C], sums to 1
     */
    float[] probabilities(float[] features);
}

package dev.thorax.network.layer;

/** The role of a weight tensor in its layer. */
public enum WeightRole {
    /** The kernel of a convolution or dense layer. */
    KERNEL(true),
    /** The bias of a convolution or dense layer. */
    BIAS(true),
    /** The factor of batch norm, float32[channels]. */
    GAMMA(true),
    /** The offset of batch norm, float32[channels]. */
    BETA(true),
    /** The moving mean of batch norm's input, float32[channels]. */
    MEAN(false),
    /** The moving variance of batch norm's input, float32[channels], at least 0. */
    VARIANCE(false);

    private final boolean trainable;

    WeightRole(boolean trainable) {
        this.trainable = trainable;
    }

    /** Returns whether the optimizer trains it; otherwise the engine records it in training. */
    public boolean trainable() {
        return trainable;
    }
}

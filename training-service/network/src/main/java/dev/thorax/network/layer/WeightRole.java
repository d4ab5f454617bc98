package dev.thorax.network.layer;

/** What a tensor of weights is to its layer. */
public enum WeightRole {
    /** What a convolution or dense layer multiplies by. */
    KERNEL(true),
    /** What it adds. */
    BIAS(true),
    /** What batch norm multiplies by, float32[channels]. */
    GAMMA(true),
    /** What batch norm adds, float32[channels]. */
    BETA(true),
    /** The moving mean of what entered batch norm, float32[channels]. */
    MEAN(false),
    /** The moving variance of what entered batch norm, float32[channels], at least 0. */
    VARIANCE(false);

    private final boolean trainable;

    WeightRole(boolean trainable) {
        this.trainable = trainable;
    }

    /** Whether the optimiser moves it; else the engine takes it down while it trains. */
    public boolean trainable() {
        return trainable;
    }
}

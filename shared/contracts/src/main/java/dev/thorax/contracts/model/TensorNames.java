package dev.thorax.contracts.model;

/** Names of the inputs and outputs of a bundle's ONNX models. */
public final class TensorNames {
    /** Input {@code uint8[N,H,W]}: grey images. */
    public static final String IMAGE = "image";
    /** Input {@code int64[N]}: for each image the index of the class to explain. */
    public static final String CLASS = "class";
    /** Output {@code float32[N,C]}: the probability of each class, rows sum to 1. */
    public static final String PROBABILITIES = "probabilities";
    /** Output {@code float32[N,h,w]} in [0,1]: where each image speaks for its class. */
    public static final String HEATMAP = "heatmap";

    /** Output {@code float32[N,h,w]} in [0,1]: the probability that a position shows lung. */
    public static final String MASK = "mask";

    /**
     * Output {@code float32[N,2]}, both at least 0: the Mahalanobis distance to the nearest class, and 1 less the cosine to a near
     * neighbour among the training scans. Only of versions with a gate.
     */
    public static final String DISTANCES = "distances";

    private TensorNames() {}
}

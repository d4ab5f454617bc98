package dev.thorax.network.onnx;

/**
 * The training scans as the graph compares a scan with them. The features of a scan are the means over all positions of the
 * deepest maps, {@code float32[F]}.
 *
 * @param origin float64[F], the mean of the features of all training scans
 * @param whitening float64[F][F]: a row vector of centred features times it has a unit covariance
 * @param means float64[C][F], the mean of the features of each class, centred and whitened
 * @param references float64[R][F], features of training scans, each of length 1 or all 0
 * @param neighbour which of the nearest references counts, in [1,R]
 */
public record FeatureReference(
        double[] origin, double[][] whitening, double[][] means, double[][] references, int neighbour) {
    public FeatureReference {
        if (neighbour < 1 || neighbour > references.length) {
            throw new IllegalArgumentException("There are " + references.length + " references, so the neighbour "
                    + neighbour + " does not exist.");
        }
    }

    /** Returns the number of features, F. */
    public int features() {
        return origin.length;
    }
}

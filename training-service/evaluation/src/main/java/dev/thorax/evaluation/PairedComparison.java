package dev.thorax.evaluation;

import java.util.Arrays;

/**
 * The comparison of two networks on the same scans by balanced accuracy.
 *
 * @param scans number of scans that both scored
 * @param patients number of their patients
 * @param first balanced accuracy of the first network, in [0,1]
 * @param second balanced accuracy of the second network, in [0,1]
 * @param difference 95 % bootstrap interval of the first minus the second, over patients; every draw is the same for both
 */
public record PairedComparison(int scans, int patients, double first, double second, Interval difference) {

    /**
     * Compares two networks.
     *
     * @param first predictions of the first network; scans, truth and patients must be those of {@code second}, in the same
     *     order
     * @param seed seed of the bootstrap
     */
    public static PairedComparison compare(Predictions first, Predictions second, long seed) {
        if (!Arrays.equals(first.truth(), second.truth())
                || !first.patients().equals(second.patients())
                || !first.classes().equals(second.classes())) {
            throw new IllegalArgumentException("Only predictions of the same scans can be compared.");
        }
        WeightedScores firstScores = new WeightedScores(first);
        WeightedScores secondScores = new WeightedScores(second);
        Interval difference = new PatientBootstrap(first, seed)
                .interval(weights -> firstScores.balancedAccuracy(weights) - secondScores.balancedAccuracy(weights));
        return new PairedComparison(
                first.truth().length,
                (int) first.patients().stream().distinct().count(),
                ConfusionMatrix.count(first).balancedAccuracy(),
                ConfusionMatrix.count(second).balancedAccuracy(),
                difference);
    }
}

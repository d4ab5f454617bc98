package dev.thorax.contracts.model;

/** Checks the probabilities that a network gives for each scan. */
public final class Probabilities {
    private static final double ROUNDING = 1e-3;

    private Probabilities() {}

    /** Returns whether {@code row} holds numbers in [0,1] with the sum 1. */
    public static boolean areThese(float[] row) {
        double sum = 0;
        for (float p : row) {
            if (!(p >= 0 && p <= 1)) {
                return false;
            }
            sum += p;
        }
        return Math.abs(sum - 1) <= ROUNDING;
    }
}

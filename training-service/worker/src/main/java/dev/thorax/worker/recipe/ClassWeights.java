package dev.thorax.worker.recipe;

import java.util.Arrays;

/** The ways to weigh a scan of each class in the loss. */
public enum ClassWeights {
    /** Every scan counts 1. */
    NONE,
    /** Every class counts the same: scans / (classes * scans of the class), scikit-learn's {@code balanced}. */
    BALANCED;

    /**
     * Returns the weight of each class.
     *
     * @param counts training scans of each class, each at least 1
     * @return float[C]
     */
    public float[] of(int[] counts) {
        float[] weights = new float[counts.length];
        double all = Arrays.stream(counts).sum();
        for (int c = 0; c < counts.length; c++) {
            weights[c] = this == NONE ? 1 : (float) (all / (counts.length * (double) counts[c]));
        }
        return weights;
    }
}

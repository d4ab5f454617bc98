package dev.thorax.worker.recipe;

import java.util.Arrays;

import dev.thorax.worker.dataset.Dataset;
import dev.thorax.worker.dataset.SourceWeights;

/** The ways to weigh a scan of each class in the loss. */
public enum ClassWeights {
    /** Every scan counts 1. */
    NONE,
    /** Every class counts the same: scans / (classes * scans of the class), scikit-learn's {@code balanced}. */
    BALANCED,
    /**
     * Every class counts the same, and within a class every source of its scans does ({@link SourceWeights}). So a class is not
     * what its largest source shows.
     */
    BALANCED_BY_SOURCE;

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

    /**
     * Returns how much each scan counts beside the weight of its class.
     *
     * @param training indices of scans of {@code dataset}
     * @return float[training.length], of each class with mean 1
     */
    public float[] ofScans(Dataset dataset, int[] training) {
        if (this == BALANCED_BY_SOURCE) {
            return SourceWeights.of(dataset, training);
        }
        float[] alike = new float[training.length];
        Arrays.fill(alike, 1);
        return alike;
    }
}

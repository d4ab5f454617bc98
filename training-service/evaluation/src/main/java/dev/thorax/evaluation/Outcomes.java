package dev.thorax.evaluation;

import java.util.List;

/**
 * What a version with a gate made of scans whose class is known.
 *
 * @param classes the C classes, in the order of the network's outputs
 * @param truth int[N], index of each scan's class
 * @param predicted int[N], index of the class that each scan got, -1 if it got none
 * @param patients N patient keys; equal for scans of the same patient
 */
public record Outcomes(List<String> classes, int[] truth, int[] predicted, List<String> patients) {
    /** Checks the lengths. */
    public Outcomes {
        if (truth.length == 0 || truth.length != predicted.length || truth.length != patients.size()) {
            throw new IllegalArgumentException("Truth, outcome and patients must have the same length, above 0.");
        }
    }

    /** Returns the column of scan {@code i} in a table: its class, or C for none. */
    int column(int i) {
        return predicted[i] < 0 ? classes.size() : predicted[i];
    }
}

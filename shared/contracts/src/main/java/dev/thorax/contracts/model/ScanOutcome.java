package dev.thorax.contracts.model;

import org.jspecify.annotations.Nullable;

import dev.thorax.contracts.event.UndeterminedReason;

/**
 * What a version makes of one scan: a class, or the reason why it has none. Whatever scores scans decides by this.
 *
 * @param diagnosis index of the most probable class, the first of equals; -1 if undetermined
 * @param reason why it has no class, or null if it has one
 */
public record ScanOutcome(int diagnosis, @Nullable UndeterminedReason reason) {
    private static final int NONE = -1;

    /**
     * Returns the outcome of a scan that a network scored.
     *
     * @param limits what a scan must keep to get a class, or null if every scan gets one
     * @param probabilities float32[C], sum 1
     * @param distances float32[2] from the training scans; not read without limits
     */
    public static ScanOutcome of(Gate.@Nullable Limits limits, float[] probabilities, float[] distances) {
        UndeterminedReason reason = limits == null ? null : limits.reason(probabilities, distances);
        return reason == null ? new ScanOutcome(mostProbable(probabilities), null) : undetermined(reason);
    }

    /** Returns the outcome of a scan in which no lungs were found, so that the network did not run. */
    public static ScanOutcome withoutLungs() {
        return undetermined(UndeterminedReason.NO_LUNGS_FOUND);
    }

    /** Returns whether the scan has a class. */
    public boolean hasClass() {
        return reason == null;
    }

    private static ScanOutcome undetermined(UndeterminedReason reason) {
        return new ScanOutcome(NONE, reason);
    }

    private static int mostProbable(float[] row) {
        int best = 0;
        for (int i = 1; i < row.length; i++) {
            best = row[i] > row[best] ? i : best;
        }
        return best;
    }
}

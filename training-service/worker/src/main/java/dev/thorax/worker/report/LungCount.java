package dev.thorax.worker.report;

import org.jspecify.annotations.Nullable;

/**
 * The scans of a class or source in which no lungs were found.
 *
 * @param name the class or source; null for scans without a source
 * @param scans all its scans
 * @param without those in which no lungs were found
 */
public record LungCount(@Nullable String name, int scans, int without) {
    /** Returns the share of scans without lungs, in [0,1]. */
    public double share() {
        return scans == 0 ? 0 : (double) without / scans;
    }
}

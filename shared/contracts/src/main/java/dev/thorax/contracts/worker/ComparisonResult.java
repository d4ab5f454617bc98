package dev.thorax.contracts.worker;

import org.jspecify.annotations.Nullable;

import dev.thorax.contracts.event.ModelPromoted.Basis;

/**
 * Result of a comparison.
 *
 * @param basis what the version may serve by, or null if it may not serve
 * @param reason one sentence: why, and what to do if it may not serve
 */
public record ComparisonResult(@Nullable Basis basis, String reason) {

    /** Returns the result for a version that may serve. */
    public static ComparisonResult promoted(Basis basis, String reason) {
        return new ComparisonResult(basis, reason);
    }

    /** Returns the result for a version that may not serve. */
    public static ComparisonResult declined(String reason) {
        return new ComparisonResult(null, reason);
    }
}

package dev.thorax.worker.validation;

import org.jspecify.annotations.Nullable;

import dev.thorax.contracts.model.ScanOutcome;

/**
 * What the version made of one scan.
 *
 * @param outcome its class, or why it has none; null if the scan could not be read
 * @param probabilities float32[C], sum 1; null if the network did not run
 * @param fault why the scan could not be read, as a sentence; null if it could
 */
record ScanScore(@Nullable ScanOutcome outcome, float @Nullable [] probabilities, @Nullable String fault) {
    static ScanScore of(ScanOutcome outcome, float @Nullable [] probabilities) {
        return new ScanScore(outcome, probabilities, null);
    }

    static ScanScore unreadable(String fault) {
        return new ScanScore(null, null, fault);
    }
}

package dev.thorax.training.promotion;

import org.jspecify.annotations.Nullable;

import dev.thorax.contracts.event.ModelPromoted.Basis;

/**
 * Result of the gate: whether a version may serve.
 *
 * @param basis what it may serve by, or null if it may not
 * @param sentence why, and what to do if it may not
 */
record GateResult(@Nullable Basis basis, String sentence) {

    static GateResult promoted(Basis basis, String sentence) {
        return new GateResult(basis, sentence);
    }

    static GateResult declined(String sentence) {
        return new GateResult(null, sentence);
    }

    boolean isPromoted() {
        return basis != null;
    }
}

package dev.thorax.training.promotion;

import org.jspecify.annotations.Nullable;

import dev.thorax.contracts.event.ModelPromoted.Basis;

/**
 * Result of the rule: whether a version may serve.
 *
 * @param basis what it may serve by, or null if it may not
 * @param sentence why, and what to do if it may not
 */
record RuleResult(@Nullable Basis basis, String sentence) {

    static RuleResult promoted(Basis basis, String sentence) {
        return new RuleResult(basis, sentence);
    }

    static RuleResult declined(String sentence) {
        return new RuleResult(null, sentence);
    }

    boolean isPromoted() {
        return basis != null;
    }
}

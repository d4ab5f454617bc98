package dev.thorax.training.promotion;

import org.jspecify.annotations.Nullable;

import dev.thorax.events.ModelPromoted.Basis;

/**
 * Whether a version may serve.
 *
 * @param basis what it may serve by, or null if it may not
 * @param sentence why, and what to do if it may not
 */
record Verdict(@Nullable Basis basis, String sentence) {

    static Verdict promoted(Basis basis, String sentence) {
        return new Verdict(basis, sentence);
    }

    static Verdict declined(String sentence) {
        return new Verdict(null, sentence);
    }

    boolean isPromoted() {
        return basis != null;
    }
}

package dev.thorax.contracts.event;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * A version now serves in a slot. The last event of a slot counts; a record without a value empties the slot.
 *
 * @param slot {@code production} or {@code candidate}
 * @param model name of the model
 * @param version version of the model
 * @param digest SHA-256 of the bundle's {@code manifest.json}, 64 lower-case hex digits
 * @param promotedBy the operator whose word it was, or what asked for it, e.g. {@code training t-1}
 * @param basis what it was decided by, or null in events from before that was told
 * @param why one sentence: the operator's reason, or what the comparison showed; null as {@code basis}
 * @param promotedAt when (UTC)
 */
public record ModelPromoted(
        String slot,
        String model,
        String version,
        String digest,
        String promotedBy,
        @Nullable Basis basis,
        @Nullable String why,
        Instant promotedAt) {

    /** The ways to decide a promotion. */
    public enum Basis {
        /** An operator's explicit word. */
        WORD,
        /** It beat the version that served, on the same held-out patients. */
        COMPARISON,
        /** No version that can serve was there, and it showed more than its shortcut controls. */
        EMPTY_SLOT,
        /** Any whole version may be a candidate. */
        TRIAL
    }
}

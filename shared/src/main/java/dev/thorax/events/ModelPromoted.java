package dev.thorax.events;

import java.time.Instant;

/**
 * A version now serves in a slot. The last event of a slot counts.
 *
 * @param slot {@code production} or {@code candidate}
 * @param model name of the model
 * @param version version of the model
 * @param digest SHA-256 of the bundle's {@code manifest.json}, 64 lower-case hex digits
 * @param promotedBy who or what decided, e.g. {@code training t-1}
 * @param promotedAt when (UTC)
 */
public record ModelPromoted(
        String slot, String model, String version, String digest, String promotedBy, Instant promotedAt) {

    /** The slot whose model makes the diagnoses. */
    public static final String PRODUCTION = "production";
}

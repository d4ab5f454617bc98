package dev.thorax.contracts.event;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * Someone wants to see where the network looked.
 *
 * @param scanId the scan
 * @param model name of the model to explain, or null for that of the scan's diagnosis, else the one in production
 * @param version its version, or null together with {@code model}
 * @param label the class to explain, or null for that of the version's own diagnosis, or else the most probable one
 * @param requestedAt when (UTC)
 */
public record ExplanationRequested(
        String scanId, @Nullable String model, @Nullable String version, @Nullable String label, Instant requestedAt) {}

package dev.thorax.contracts.event;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * Someone wants a version to serve in a slot. With {@code by} and {@code why} it is an operator's explicit word; without
 * both the version serves in production only if it beats the one there.
 *
 * @param promotionId identifies the request; asked again under the same id it gets the same answer. 1 to 128 of
 *     {@code A-Z a-z 0-9 . _ -}
 * @param slot {@code production} or {@code candidate}
 * @param model name of the model, or null together with {@code version} to empty the slot {@code candidate}
 * @param version version of the model, or null
 * @param by the operator, at most 100 characters, or null
 * @param why the operator's reason, at most 500 characters and nothing about a patient, or null
 * @param requestedAt when it was asked for (UTC)
 */
public record PromotionRequested(
        String promotionId,
        String slot,
        @Nullable String model,
        @Nullable String version,
        @Nullable String by,
        @Nullable String why,
        Instant requestedAt) {}

package dev.thorax.contracts.event;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * A version was not promoted; the slot stays as it is.
 *
 * @param promotionId the request, or the training that asked for it
 * @param slot the slot, or null where the request named none that exists
 * @param model name of the model, or null where the request named none
 * @param version its version, or null where the request named none
 * @param reason one sentence: why, and what to do
 * @param declinedAt when (UTC)
 */
public record PromotionDeclined(
        String promotionId,
        @Nullable String slot,
        @Nullable String model,
        @Nullable String version,
        String reason,
        Instant declinedAt) {}

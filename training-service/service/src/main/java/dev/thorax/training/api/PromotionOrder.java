package dev.thorax.training.api;

import java.time.Instant;

import dev.thorax.contracts.event.PromotionRequested;

/**
 * The body of {@code POST /promotions}.
 *
 * @param slot {@code production} or {@code candidate}
 * @param model name of the model, or null together with {@code version} to empty the slot {@code candidate}
 * @param version its version
 * @param by the operator, for an explicit word; else null
 * @param why the operator's reason, for an explicit word; else null
 */
public record PromotionOrder(String slot, String model, String version, String by, String why) {

    PromotionRequested request(String promotionId, Instant at) {
        return new PromotionRequested(promotionId, slot, model, version, by, why, at);
    }
}

package dev.thorax.training.api;

import java.time.Instant;

import dev.thorax.contracts.event.PromotionRequested;
import dev.thorax.contracts.json.InvalidRequestException;

/**
 * The body of {@code POST /promotions}.
 *
 * @param slot {@code production} or {@code candidate}
 * @param model name of the model, or null together with {@code version} to empty the slot {@code candidate}
 * @param version its version
 * @param by null, or the caller's own name
 * @param why the caller's reason, for an explicit word; else null
 */
public record PromotionOrder(String slot, String model, String version, String by, String why) {

    /** Returns the request of {@code caller}. Throws {@link InvalidRequestException} if the order names somebody else. */
    PromotionRequested request(String promotionId, String caller, Instant at) {
        return new PromotionRequested(
                promotionId, slot, model, version, DecisionAuthor.ofWord(by, why, caller), why, at);
    }
}

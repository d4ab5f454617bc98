package dev.thorax.training.api;

import java.net.URI;

/**
 * The answer to {@code POST /promotions}.
 *
 * @param promotionId identifies the request
 * @param decision where to GET what was decided
 */
public record PromotionAccepted(String promotionId, URI decision) {}

package dev.thorax.training.api;

import java.util.function.Supplier;

import jakarta.ws.rs.core.Response;

import dev.thorax.storage.StoreUnavailableException;
import dev.thorax.training.promotion.PromotionLogUnavailableException;

/** Answers 503 where the store or the broker does not answer. */
final class UnavailableMapper {
    private UnavailableMapper() {}

    static Response orElse(Supplier<Response> answer) {
        try {
            return answer.get();
        } catch (StoreUnavailableException e) {
            return Problem.response(
                    Response.Status.SERVICE_UNAVAILABLE, "The object store does not answer; try again later.");
        } catch (PromotionLogUnavailableException e) {
            return Problem.response(Response.Status.SERVICE_UNAVAILABLE, "Kafka does not answer; try again later.");
        }
    }
}

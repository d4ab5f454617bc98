package dev.thorax.training.http;

import java.util.function.Supplier;

import jakarta.ws.rs.core.Response;

import dev.thorax.storage.StoreUnavailable;
import dev.thorax.training.promotion.SlotsUnknown;

/** Answers 503 where the store or the broker does not answer. */
final class Unavailable {
    private Unavailable() {}

    static Response orElse(Supplier<Response> answer) {
        try {
            return answer.get();
        } catch (StoreUnavailable e) {
            return Problem.response(
                    Response.Status.SERVICE_UNAVAILABLE, "The object store does not answer; try again later.");
        } catch (SlotsUnknown e) {
            return Problem.response(Response.Status.SERVICE_UNAVAILABLE, "Kafka does not answer; try again later.");
        }
    }
}

package dev.thorax.training.api;

import jakarta.ws.rs.core.Response;

import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

import dev.thorax.runtime.http.ProblemResponse;
import dev.thorax.storage.StoreUnavailableException;
import dev.thorax.training.promotion.PromotionLogUnavailableException;

/** Turns the failures of a request into problem documents. */
final class ProblemMappers {
    @ServerExceptionMapper
    Response storeUnavailable(StoreUnavailableException failure) {
        return ProblemResponse.of(
                Response.Status.SERVICE_UNAVAILABLE, "The object store does not answer; try again later.");
    }

    @ServerExceptionMapper
    Response promotionsUnavailable(PromotionLogUnavailableException failure) {
        return ProblemResponse.of(Response.Status.SERVICE_UNAVAILABLE, "Kafka does not answer; try again later.");
    }
}

package dev.thorax.runtime.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;

import dev.thorax.contracts.json.Json;

/** Answers requests with a {@link Problem} before they reach a REST resource. */
public final class ProblemAnswer {
    private ProblemAnswer() {}

    /** Ends {@code exchange} with {@code problem}, which is not cached. The rest of the request is dropped. */
    public static void send(RoutingContext exchange, Problem problem) {
        HttpServerResponse response = exchange.response();
        if (response.ended() || response.closed()) {
            return;
        }
        if (response.headWritten()) {
            // The answer had begun. Only the end of the connection shows that it is not whole.
            response.reset();
            return;
        }
        exchange.request().handler(dropped -> {}).resume();
        response.setStatusCode(problem.status())
                .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
                .putHeader(HttpHeaders.CACHE_CONTROL, CacheControls.NOTHING)
                .end(Buffer.buffer(Json.write(problem)));
    }
}

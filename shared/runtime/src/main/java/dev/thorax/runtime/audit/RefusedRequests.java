package dev.thorax.runtime.audit;

import java.util.Optional;

import io.vertx.ext.web.RoutingContext;

/** Marks requests that a route refused, so that they are in the audit although their status alone does not show it. */
public final class RefusedRequests {
    private static final String STATUS = RefusedRequests.class.getName();
    private static final int NONE = 0;

    private RefusedRequests() {}

    /**
     * Marks the request of {@code exchange}, which has no audit record of its own.
     *
     * @param status the HTTP status that its record shows
     */
    public static void mark(RoutingContext exchange, int status) {
        exchange.put(STATUS, status);
    }

    /** Marks the request of {@code exchange} as one that has an audit record of its own, whatever its status is. */
    public static void leaveOut(RoutingContext exchange) {
        mark(exchange, NONE);
    }

    /** Returns the status with which the request of {@code exchange} was refused, or empty if it was not. */
    static Optional<Integer> status(RoutingContext exchange) {
        Integer marked = exchange.get(STATUS);
        int status = marked == null ? exchange.response().getStatusCode() : marked;
        return marked == null && !RefusalAudit.isRefusal(status) || status == NONE
                ? Optional.empty()
                : Optional.of(status);
    }
}

package dev.thorax.runtime.edge;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;

/** Forbids to keep each answer that does not state itself how long it may be kept. */
@ApplicationScoped
public class NoStoreFilter {
    /** After the check of the host, before all filters of Quarkus. */
    private static final int PRIORITY = 9_000;

    void register(@Observes Filters filters) {
        filters.register(this::handle, PRIORITY);
    }

    private void handle(RoutingContext exchange) {
        exchange.addHeadersEndHandler(ready -> {
            MultiMap headers = exchange.response().headers();
            if (!headers.contains(HttpHeaders.CACHE_CONTROL)) {
                headers.set(HttpHeaders.CACHE_CONTROL, "no-store");
            }
        });
        exchange.next();
    }
}

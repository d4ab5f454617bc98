package dev.thorax.runtime.edge;

import java.util.List;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.vertx.http.runtime.VertxHttpConfig;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.smallrye.config.SmallRyeConfig;
import io.vertx.core.MultiMap;
import io.vertx.ext.web.RoutingContext;

/**
 * Leaves the header that a resource sets to its answer, and removes the one of all answers. The server adds the header of a
 * resource as a second one, of which a browser may take the first, or both.
 */
@ApplicationScoped
public class OwnHeaderFilter {
    /** After the check of the host, before all filters of Quarkus. */
    private static final int PRIORITY = 9_000;

    private final Set<String> names;

    OwnHeaderFilter(SmallRyeConfig config) {
        this.names = Set.copyOf(
                config.getConfigMapping(VertxHttpConfig.class).header().keySet());
    }

    void register(@Observes Filters filters) {
        filters.register(this::handle, PRIORITY);
    }

    private void handle(RoutingContext exchange) {
        exchange.addHeadersEndHandler(
                ready -> names.forEach(name -> keepLast(exchange.response().headers(), name)));
        exchange.next();
    }

    /** Keeps the last of several headers of a name. */
    static void keepLast(MultiMap headers, String name) {
        List<String> values = headers.getAll(name);
        if (values.size() > 1) {
            headers.set(name, values.get(values.size() - 1));
        }
    }
}

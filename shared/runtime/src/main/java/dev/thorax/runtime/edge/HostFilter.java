package dev.thorax.runtime.edge;

import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import org.eclipse.microprofile.config.inject.ConfigProperty;

import dev.thorax.runtime.config.ServiceConfig;
import dev.thorax.runtime.http.Problem;
import dev.thorax.runtime.http.ProblemAnswer;

/**
 * Refuses each request for a host that is not allowed, before its caller is authenticated. A page whose name was rebound to
 * the address of the service cannot read it (DNS rebinding), although for the browser both are the same site.
 */
@ApplicationScoped
public class HostFilter {
    /** Before all filters of Quarkus, whose first has 300. */
    private static final int PRIORITY = 10_000;

    private final HostCheck check;

    HostFilter(
            HttpConfig config,
            ServiceConfig service,
            @ConfigProperty(name = "quarkus.http.host") String bound,
            @ConfigProperty(name = "HOSTNAME") String machine) {
        this.check = new HostCheck(new AllowedHosts(
                config.hosts().orElse(List.of()), service.explain().url(), bound, machine));
    }

    void register(@Observes Filters filters) {
        filters.register(this::check, PRIORITY);
    }

    private void check(RoutingContext exchange) {
        HttpServerRequest request = exchange.request();
        Optional<Problem> problem = check.problem(
                request.headers().getAll(HttpHeaders.HOST),
                request.authority() == null ? null : request.authority().toString(),
                request.uri(),
                request.localAddress().hostAddress());
        if (problem.isEmpty()) {
            exchange.next();
        } else {
            ProblemAnswer.send(exchange, problem.get());
        }
    }
}

package dev.thorax.runtime.edge;

import java.time.Duration;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;

import dev.thorax.runtime.http.Problem;
import dev.thorax.runtime.http.ProblemAnswer;

/**
 * Refuses the requests of a caller who sends too many, or too many bytes, until some time has passed. It comes after
 * authentication, so that callers behind one address have limits of their own. A request that fails there costs about as
 * little as a refusal here, and is not counted.
 */
@ApplicationScoped
public class LimitFilter {
    /** After authentication (200), before authorization (100). */
    private static final int PRIORITY = 150;

    private static final Problem TOO_MUCH = Problem.ofStatus(
            429,
            "Too Many Requests",
            "This caller sends more than it may; send the request again after the time in Retry-After, or let the operator"
                    + " raise thorax.http.requests-per-second or thorax.http.mib-per-second.");

    private final CallerLimits limits;

    LimitFilter(HttpConfig config) {
        this.limits =
                new CallerLimits(config.requestsPerSecond(), (long) config.mibPerSecond() << 20, System::nanoTime);
    }

    void register(@Observes Filters filters) {
        filters.register(this::check, PRIORITY);
    }

    private void check(RoutingContext exchange) {
        String caller = CallerName.of(exchange);
        Duration wait = limits.take(caller);
        exchange.addEndHandler(done -> limits.spend(caller, exchange.request().bytesRead()));
        if (wait.isZero()) {
            exchange.next();
            return;
        }
        exchange.response().putHeader(HttpHeaders.RETRY_AFTER, Long.toString(wait.toSeconds() + 1));
        ProblemAnswer.send(exchange, TOO_MUCH);
    }
}

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
 * Refuses the requests of a caller who sends too many, too many at once, or too many bytes, until some time has passed. It comes after
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

    private static final Problem TOO_MUCH_AT_ONCE = Problem.ofStatus(
            429,
            "Too Many Requests",
            "Too many requests of this caller are in work; send the request again when one is answered, or let the operator"
                    + " raise thorax.http.requests-at-once.");

    private final CallerLimits limits;
    private final RequestsAtOnce atOnce;

    LimitFilter(HttpConfig config) {
        this.limits =
                new CallerLimits(config.requestsPerSecond(), (long) config.mibPerSecond() << 20, System::nanoTime);
        this.atOnce = new RequestsAtOnce(config.requestsAtOnce());
    }

    void register(@Observes Filters filters) {
        filters.register(this::check, PRIORITY);
    }

    private void check(RoutingContext exchange) {
        String caller = CallerName.of(exchange);
        Duration wait = limits.take(caller);
        exchange.addEndHandler(done -> limits.spend(caller, exchange.request().bytesRead()));
        if (!wait.isZero()) {
            refuse(exchange, TOO_MUCH, wait);
        } else if (!atOnce.begin(caller)) {
            refuse(exchange, TOO_MUCH_AT_ONCE, Duration.ZERO);
        } else {
            exchange.addEndHandler(done -> atOnce.finish(caller));
            exchange.next();
        }
    }

    private static void refuse(RoutingContext exchange, Problem problem, Duration wait) {
        exchange.response().putHeader(HttpHeaders.RETRY_AFTER, Long.toString(wait.toSeconds() + 1));
        ProblemAnswer.send(exchange, problem);
    }
}

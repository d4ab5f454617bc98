package dev.thorax.runtime.connection;

import java.time.Duration;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.netty.channel.Channel;
import io.quarkus.vertx.http.ManagementInterface;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.impl.HttpServerConnection;
import io.vertx.ext.web.RoutingContext;

import dev.thorax.runtime.edge.HttpConfig;
import dev.thorax.runtime.http.Problem;
import dev.thorax.runtime.http.ProblemAnswer;

/** Counts the requests in work of each connection, and ends those whose body does not come in time. */
@ApplicationScoped
public class RequestFilter {
    /** Before all others, so that each request counts. */
    private static final int PRIORITY = 20_000;

    private static final int FIRST_ROUTE = -30_000;
    private static final String OWN_DEADLINE = RequestFilter.class.getName();
    private static final String NOTHING = "0";

    private final Duration deadline;

    RequestFilter(HttpConfig config) {
        this.deadline = config.bodyDeadline();
    }

    /** Lets a route that has a deadline of its own read the body of {@code exchange}. */
    public static void leaveBody(RoutingContext exchange) {
        exchange.put(OWN_DEADLINE, true);
    }

    void register(@Observes Filters filters) {
        filters.register(this::watch, PRIORITY);
    }

    void register(@Observes ManagementInterface management) {
        management.router().route().order(FIRST_ROUTE).handler(this::watch);
    }

    private void watch(RoutingContext exchange) {
        HttpServerRequest request = exchange.request();
        if (request.connection() instanceof HttpServerConnection connection) {
            Channel channel = connection.channel();
            ConnectionAcceptor.begin(channel);
            exchange.addEndHandler(ended -> ConnectionAcceptor.finish(channel));
        }
        if (hasBody(request)) {
            long timer = exchange.vertx().setTimer(deadline.toMillis(), late -> end(exchange));
            exchange.addEndHandler(ended -> exchange.vertx().cancelTimer(timer));
        }
        exchange.next();
    }

    private static boolean hasBody(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        return length == null ? !request.isEnded() : !length.equals(NOTHING);
    }

    private void end(RoutingContext exchange) {
        if (exchange.request().isEnded() || exchange.get(OWN_DEADLINE) != null) {
            return;
        }
        exchange.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        exchange.addEndHandler(sent -> exchange.request().connection().close());
        ProblemAnswer.send(
                exchange,
                Problem.ofStatus(
                        408,
                        "Request Timeout",
                        "The body of the request did not come within " + deadline.toSeconds()
                                + " s; send it again, faster."));
    }
}

package dev.thorax.runtime.edge;

import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.quarkus.security.AuthenticationCompletionException;
import io.quarkus.security.AuthenticationException;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.vertx.http.ManagementInterface;
import io.quarkus.vertx.http.runtime.VertxHttpConfig;
import io.smallrye.config.SmallRyeConfig;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import org.jboss.logging.Logger;

import dev.thorax.runtime.access.AccessProblems;
import dev.thorax.runtime.http.Problem;
import dev.thorax.runtime.http.ProblemAnswer;

/**
 * Answers requests that nothing else answered, and those that failed unexpectedly, with a problem document. The server's own
 * answers would name its make, and it would log the address of the request, which may contain a patient.
 */
@ApplicationScoped
public class FallbackRoute {
    /** After all routes of resources and pages, before the server's own handler of failures. */
    private static final int ORDER = 30_000;

    private static final Logger LOG = Logger.getLogger(FallbackRoute.class);

    private final Map<String, String> headers = new TreeMap<>();

    FallbackRoute(SmallRyeConfig config) {
        config.getConfigMapping(VertxHttpConfig.class)
                .header()
                .forEach((name, header) -> headers.put(name, header.value()));
    }

    void register(@Observes Router router) {
        addTo(router);
    }

    void register(@Observes ManagementInterface management) {
        addTo(management.router());
    }

    private void addTo(Router router) {
        router.route().order(ORDER).handler(this::missing).failureHandler(this::failed);
    }

    private void missing(RoutingContext exchange) {
        send(exchange, HttpResponseStatus.NOT_FOUND, "There is nothing at this address; see the documentation.");
    }

    private void failed(RoutingContext exchange) {
        Throwable failure = exchange.failure();
        HttpResponseStatus status = HttpResponseStatus.valueOf(exchange.statusCode());
        if (failure instanceof AuthenticationCompletionException) {
            send(exchange, HttpResponseStatus.UNAUTHORIZED, "The sign-in did not succeed; sign in again.");
        } else if (failure instanceof AuthenticationFailedException && isRefused(exchange)) {
            ProblemAnswer.send(exchange, AccessProblems.unknown());
        } else if (failure instanceof SecurityException || failure instanceof AuthenticationException) {
            // The server asks for credentials, forbids, or redirects.
            exchange.next();
        } else if (status.codeClass() == HttpStatusClass.CLIENT_ERROR) {
            send(exchange, status, "The request was refused: " + status.reasonPhrase() + ".");
        } else {
            if (!(failure instanceof IOException)) {
                LOG.error("A request failed unexpectedly and was answered with 500", failure);
            }
            send(
                    exchange,
                    HttpResponseStatus.INTERNAL_SERVER_ERROR,
                    "The service failed in an unexpected way; its log says how.");
        }
    }

    /** Returns whether the answer is already that the caller is not known. It could also be a redirect to the provider. */
    private static boolean isRefused(RoutingContext exchange) {
        return exchange.response().getStatusCode() == HttpResponseStatus.UNAUTHORIZED.code();
    }

    /** Sends a problem with the headers of all answers, which a request that no router understood has not got yet. */
    private void send(RoutingContext exchange, HttpResponseStatus status, String detail) {
        headers.forEach((name, value) -> {
            if (!exchange.response().headWritten()
                    && !exchange.response().headers().contains(name)) {
                exchange.response().putHeader(name, value);
            }
        });
        ProblemAnswer.send(exchange, Problem.ofStatus(status.code(), status.reasonPhrase(), detail));
    }
}

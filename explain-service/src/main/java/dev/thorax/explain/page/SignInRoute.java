package dev.thorax.explain.page;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/**
 * Serves {@code GET /sign-in}. Who is not known is sent to the provider of identities, comes back here, and then goes on to the
 * page. Without a provider the answer is 401.
 */
@ApplicationScoped
public class SignInRoute {
    private static final int SEE_OTHER = 303;

    void register(@Observes Router router) {
        router.get("/sign-in").handler(SignInRoute::goOn);
    }

    private static void goOn(RoutingContext exchange) {
        exchange.response()
                .setStatusCode(SEE_OTHER)
                .putHeader(HttpHeaders.LOCATION, "/")
                .end();
    }
}

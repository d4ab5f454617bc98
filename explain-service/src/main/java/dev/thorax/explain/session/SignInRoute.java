package dev.thorax.explain.session;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

import dev.thorax.runtime.http.CacheControls;

/**
 * Serves {@code GET /sign-in}. Who is not known is sent to the provider of identities, comes back here, and then goes on to the
 * page. Without a provider the answer is 401.
 */
@ApplicationScoped
public class SignInRoute {
    /** Where the provider sends the browser back to. */
    static final String PATH = "/sign-in";

    private static final int SEE_OTHER = 303;

    void register(@Observes Router router) {
        router.get(PATH).handler(SignInRoute::goToPage);
    }

    /** Sends the browser on to the page. No part of the address that it came with decides where it goes. */
    static void goToPage(RoutingContext exchange) {
        exchange.response()
                .setStatusCode(SEE_OTHER)
                .putHeader(HttpHeaders.LOCATION, "/")
                .putHeader(HttpHeaders.CACHE_CONTROL, CacheControls.NOTHING)
                .end();
    }
}

package dev.thorax.explain.session;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

import dev.thorax.runtime.access.KeyIdentity;
import dev.thorax.runtime.audit.RefusedRequests;

/**
 * Serves {@code GET /?key=id.secret}: puts the key into the cookie if it is valid, and sends the browser on to the page without
 * the key, so that the key stays neither in its address nor in its history.
 */
@ApplicationScoped
public class KeyLinkRoute {
    private static final String KEY = "key";
    /** Before the files of the page, after the security handlers. */
    private static final int ORDER = -1;

    private static final int UNAUTHORIZED = 401;

    private final KeyIdentity identities;

    KeyLinkRoute(KeyIdentity identities) {
        this.identities = identities;
    }

    void register(@Observes Router router) {
        router.get("/").order(ORDER).handler(this::handle);
    }

    private void handle(RoutingContext exchange) {
        String key = exchange.request().getParam(KEY);
        if (key == null) {
            exchange.next();
            return;
        }
        if (identities.of(key).isPresent()) {
            exchange.response().addCookie(SessionCookie.of(key, exchange.request()));
        } else {
            RefusedRequests.mark(exchange, UNAUTHORIZED);
        }
        SignInRoute.goToPage(exchange);
    }
}

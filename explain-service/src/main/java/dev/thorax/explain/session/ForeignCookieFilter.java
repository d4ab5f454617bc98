package dev.thorax.explain.session;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;

import dev.thorax.runtime.http.CrossSite;

/**
 * Removes the cookies of each request that a page of another site made the browser send, before its caller is authenticated.
 * Pages on another port of this host count as such: browsers send cookies to all ports, whatever {@code SameSite} is. Only the
 * way back from the provider of identities keeps its cookies, which a value in the address must fit.
 */
@ApplicationScoped
public class ForeignCookieFilter {
    /** After the check of the host, before authentication, which has 200. */
    private static final int PRIORITY = 8_000;

    void register(@Observes Filters filters) {
        filters.register(ForeignCookieFilter::handle, PRIORITY);
    }

    private static void handle(RoutingContext exchange) {
        HttpServerRequest request = exchange.request();
        if (isForeign(request) && !SignInRoute.PATH.equals(request.path())) {
            request.headers().remove(HttpHeaders.COOKIE);
        }
        exchange.next();
    }

    /** Returns whether a page of another site, or of another port of this host, sent the request. */
    static boolean isForeign(HttpServerRequest request) {
        return CrossSite.isForeign(
                request.getHeader(CrossSite.FETCH_SITE),
                request.getHeader(CrossSite.ORIGIN),
                request.authority() == null ? null : request.authority().toString());
    }
}

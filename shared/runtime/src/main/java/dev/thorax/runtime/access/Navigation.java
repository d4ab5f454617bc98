package dev.thorax.runtime.access;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.oidc.JavaScriptRequestChecker;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;

/**
 * Distinguishes a browser that opens a page from everything else. Only that is sent to the provider of identities to sign in. A
 * script of a page, an event stream or a program gets a status instead, because a redirect to another site is of no use to it.
 */
@ApplicationScoped
public class Navigation implements JavaScriptRequestChecker {
    private static final String FETCH_MODE = "Sec-Fetch-Mode";

    @Override
    public boolean isJavaScriptRequest(RoutingContext exchange) {
        return !isNavigation(exchange.request());
    }

    /** Returns whether a browser opens a page by the request. Old browsers send no mode. */
    static boolean isNavigation(HttpServerRequest request) {
        String mode = request.getHeader(FETCH_MODE);
        String accept = request.getHeader(HttpHeaders.ACCEPT);
        return HttpMethod.GET.equals(request.method())
                && (mode == null || mode.equalsIgnoreCase("navigate"))
                && accept != null
                && accept.contains("text/html");
    }
}

package dev.thorax.explain.session;

import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/**
 * Serves {@code GET /sign-out}, which removes the cookies of the browser. If its session is one of a provider that can end
 * sessions, the provider ends it, too, and then sends the browser back here. A page of another site cannot sign anybody out.
 */
@ApplicationScoped
public class SignOutRoute {
    private static final String PATH = "/sign-out";
    /** What the names of the cookies of an OpenID Connect session begin with. A long session has several. */
    private static final String OIDC_SESSION = "q_session";
    /** After the removal of foreign cookies, before authentication (200), which sends the browser to the provider. */
    private static final int PRIORITY = 7_000;

    void register(@Observes Filters filters) {
        filters.register(SignOutRoute::removeCookies, PRIORITY);
    }

    void register(@Observes Router router) {
        router.get(PATH).handler(SignInRoute::goToPage);
    }

    /** Adds the ends of cookies last, so that authentication still reads what the browser sent. */
    private static void removeCookies(RoutingContext exchange) {
        HttpServerRequest request = exchange.request();
        if (PATH.equals(request.path())) {
            List<Cookie> ended = request.cookies().stream()
                    .map(Cookie::getName)
                    .filter(SignOutRoute::isOfSession)
                    .map(name -> SessionCookie.ended(name, request))
                    .toList();
            exchange.addHeadersEndHandler(ready -> ended.forEach(exchange.response()::addCookie));
        }
        exchange.next();
    }

    private static boolean isOfSession(String name) {
        return name.equals(SessionCookie.NAME) || name.startsWith(OIDC_SESSION);
    }
}

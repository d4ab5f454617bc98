package dev.thorax.explain.session;

import java.util.Optional;

import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.core.http.HttpServerRequest;

import dev.thorax.runtime.http.CrossSite;

/** The cookie that keeps the key of a browser. Scripts cannot read it, and pages of other sites cannot send it. */
final class SessionCookie {
    private static final String NAME = "thorax-key";

    private SessionCookie() {}

    /** Makes the cookie. It ends with the browser. It travels over TLS only if the page came over TLS. */
    static Cookie of(String key, HttpServerRequest request) {
        return Cookie.cookie(NAME, key)
                .setPath("/")
                .setHttpOnly(true)
                .setSameSite(CookieSameSite.STRICT)
                .setSecure("https".equals(request.scheme()));
    }

    /**
     * Returns the key of a request. It is empty if a page of another site or of another port of this host sent the request,
     * because browsers send cookies to all ports.
     */
    static Optional<String> key(HttpServerRequest request) {
        boolean foreign = CrossSite.isForeign(
                request.getHeader(CrossSite.FETCH_SITE),
                request.getHeader(CrossSite.ORIGIN),
                request.authority() == null ? null : request.authority().toString());
        return foreign
                ? Optional.empty()
                : Optional.ofNullable(request.getCookie(NAME)).map(Cookie::getValue);
    }
}

package dev.thorax.explain.session;

import java.util.Optional;

import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.core.http.HttpServerRequest;

/** The cookie that keeps the key of a browser. Scripts cannot read it, and pages of other sites cannot send it. */
final class SessionCookie {
    /** Names the cookie of a key. */
    static final String NAME = "thorax-key";

    private SessionCookie() {}

    /** Makes the cookie. It ends with the browser. It travels over TLS only if the page came over TLS. */
    static Cookie of(String key, HttpServerRequest request) {
        return cookie(NAME, key, request);
    }

    /** Returns a cookie that makes the browser forget the one of this name. */
    static Cookie ended(String name, HttpServerRequest request) {
        return cookie(name, "", request).setMaxAge(0);
    }

    /** Returns the key of a request. */
    static Optional<String> key(HttpServerRequest request) {
        return Optional.ofNullable(request.getCookie(NAME)).map(Cookie::getValue);
    }

    private static Cookie cookie(String name, String value, HttpServerRequest request) {
        return Cookie.cookie(name, value)
                .setPath("/")
                .setHttpOnly(true)
                .setSameSite(CookieSameSite.STRICT)
                .setSecure("https".equals(request.scheme()));
    }
}

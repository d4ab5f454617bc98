package dev.thorax.explain.session;

import java.lang.reflect.Proxy;

import io.vertx.core.MultiMap;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.RoutingContext;

/** Fakes a request to {@code explain.example}, as far as cookies are concerned. */
final class FakeRequest {
    final MultiMap headers = MultiMap.caseInsensitiveMultiMap();
    private final String scheme;
    private final String path;
    private Cookie cookie;
    private boolean isPassedOn;

    FakeRequest(String scheme, String path) {
        this.scheme = scheme;
        this.path = path;
    }

    FakeRequest with(String header, String value) {
        if (value != null) {
            headers.set(header, value);
        }
        return this;
    }

    /** Adds the cookie of a key. */
    FakeRequest withKey(String key) {
        cookie = Cookie.cookie("thorax-key", key);
        return with("Cookie", "thorax-key=" + key);
    }

    boolean isPassedOn() {
        return isPassedOn;
    }

    HttpServerRequest request() {
        return (HttpServerRequest) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {HttpServerRequest.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "headers" -> headers;
                    case "getHeader" -> headers.get(arguments[0].toString());
                    case "scheme" -> scheme;
                    case "path" -> path;
                    case "authority" -> HostAndPort.create("explain.example", 8084);
                    case "getCookie" -> cookie != null && cookie.getName().equals(arguments[0]) ? cookie : null;
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }

    RoutingContext exchange() {
        return (RoutingContext) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {RoutingContext.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "request" -> request();
                    case "next" -> {
                        isPassedOn = true;
                        yield null;
                    }
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }
}

package dev.thorax.ingest.upload;

import java.lang.reflect.Proxy;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;

/** A request with headers and query parameters of a test, whose body has been read. */
final class TestRequest {
    private final MultiMap query = MultiMap.caseInsensitiveMultiMap();
    private final MultiMap headers = MultiMap.caseInsensitiveMultiMap();

    TestRequest header(String name, String value) {
        headers.set(name, value);
        return this;
    }

    TestRequest parameter(String name, String value) {
        query.set(name, value);
        return this;
    }

    /** Adds a header or parameter of a name that is there already. */
    TestRequest again(String name, String value) {
        (query.contains(name) ? query : headers).add(name, value);
        return this;
    }

    HttpServerRequest request() {
        return (HttpServerRequest) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {HttpServerRequest.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getParam" -> query.get((String) arguments[0]);
                    case "getHeader" -> headers.get(arguments[0].toString());
                    case "params" -> query;
                    case "headers" -> headers;
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }
}

package dev.thorax.runtime.audit;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.UriInfo;

/** Fakes a request to a REST resource, as far as the audit uses it. */
final class FakeRequest {
    private FakeRequest() {}

    static ContainerRequestContext of(String method, String path) {
        Map<String, Object> properties = new HashMap<>();
        UriInfo uri = (UriInfo) Proxy.newProxyInstance(
                FakeRequest.class.getClassLoader(), new Class<?>[] {UriInfo.class}, (proxy, called, arguments) -> {
                    if (called.getName().equals("getPath")) {
                        return path;
                    }
                    throw new UnsupportedOperationException(called.getName());
                });
        return (ContainerRequestContext) Proxy.newProxyInstance(
                FakeRequest.class.getClassLoader(),
                new Class<?>[] {ContainerRequestContext.class},
                (proxy, called, arguments) -> switch (called.getName()) {
                    case "getMethod" -> method;
                    case "getUriInfo" -> uri;
                    case "getProperty" -> properties.get((String) arguments[0]);
                    case "setProperty" -> properties.put((String) arguments[0], arguments[1]);
                    default -> throw new UnsupportedOperationException(called.getName());
                });
    }

    /** Returns a resource whose method answers, or none if it is null. */
    static ResourceInfo resource(Method method) {
        return (ResourceInfo) Proxy.newProxyInstance(
                FakeRequest.class.getClassLoader(), new Class<?>[] {ResourceInfo.class}, (proxy, called, arguments) -> {
                    if (called.getName().equals("getResourceMethod")) {
                        return method;
                    }
                    throw new UnsupportedOperationException(called.getName());
                });
    }

    static Method method(Class<?> resource, String name) {
        return Arrays.stream(resource.getDeclaredMethods())
                .filter(method -> method.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }
}

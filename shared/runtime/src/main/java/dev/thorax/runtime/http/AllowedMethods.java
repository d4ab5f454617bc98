package dev.thorax.runtime.http;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;

/** Knows which HTTP methods the REST resources of a service answer at which address. */
public final class AllowedMethods {
    private record Endpoint(String template, Predicate<String> address, String method) {}

    private final List<Endpoint> endpoints;

    private AllowedMethods(List<Endpoint> endpoints) {
        this.endpoints = endpoints;
    }

    /** Reads the annotations of resource classes. Classes that are no resources are ignored. */
    public static AllowedMethods of(Collection<Class<?>> classes) {
        return new AllowedMethods(classes.stream()
                .filter(type -> type.isAnnotationPresent(Path.class))
                .flatMap(AllowedMethods::endpoints)
                .toList());
    }

    /** Returns the methods of an address, for the header {@code Allow}; empty if no resource has it. */
    Optional<String> at(String address) {
        Set<String> methods = endpoints.stream()
                .filter(endpoint -> endpoint.address().test(normal(address)))
                .map(Endpoint::method)
                .collect(Collectors.toCollection(TreeSet::new));
        if (methods.isEmpty()) {
            return Optional.empty();
        }
        methods.add(HttpMethod.OPTIONS);
        if (methods.contains(HttpMethod.GET)) {
            methods.add(HttpMethod.HEAD);
        }
        return Optional.of(String.join(", ", methods));
    }

    /** Returns the address with the names of its parts, e.g. {@code /diagnoses/{scanId}}; empty if no resource has it. */
    public Optional<String> template(String address) {
        return endpoints.stream()
                .filter(endpoint -> endpoint.address().test(normal(address)))
                .map(Endpoint::template)
                // An address without parts is meant where both have it.
                .min(Comparator.comparing(template -> template.contains("{")));
    }

    private static Stream<Endpoint> endpoints(Class<?> resource) {
        return Arrays.stream(resource.getDeclaredMethods()).flatMap(handler -> Arrays.stream(handler.getAnnotations())
                .map(annotation -> annotation.annotationType().getAnnotation(HttpMethod.class))
                .filter(method -> method != null)
                .map(method -> {
                    String template = template(resource, handler);
                    return new Endpoint(template, address(template), method.value());
                }));
    }

    private static String template(Class<?> resource, Method handler) {
        Path path = handler.getAnnotation(Path.class);
        return normal(resource.getAnnotation(Path.class).value()) + (path == null ? "" : normal(path.value()));
    }

    private static Predicate<String> address(String template) {
        String regex = Arrays.stream(template.split("\\{[^}]*}", -1))
                .map(Pattern::quote)
                .collect(Collectors.joining("[^/]+"));
        return Pattern.compile(regex).asMatchPredicate();
    }

    /** Returns a path with a slash at its begin and none at its end. */
    private static String normal(String path) {
        String begun = path.startsWith("/") ? path : "/" + path;
        return begun.endsWith("/") ? begun.substring(0, begun.length() - 1) : begun;
    }
}

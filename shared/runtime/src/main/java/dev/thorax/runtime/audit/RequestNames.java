package dev.thorax.runtime.audit;

import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.inject.Inject;

import dev.thorax.contracts.audit.AuditSubjects;
import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.runtime.http.AllowedMethods;

/** Names requests by the addresses of the service's endpoints, because what a caller writes into an address may name a patient. */
@ApplicationScoped
class RequestNames {
    /** Addresses that no REST resource has. */
    private static final Set<String> ROUTES = Set.of("/scans");

    private static final String OTHER = "(another address)";

    private final AllowedMethods endpoints;

    @Inject
    RequestNames(BeanManager beans) {
        this(AllowedMethods.of(beans.getBeans(Object.class, Any.Literal.INSTANCE).stream()
                .map(Bean::getBeanClass)
                .collect(Collectors.toSet())));
    }

    RequestNames(AllowedMethods endpoints) {
        this.endpoints = endpoints;
    }

    /**
     * Returns what the parts of an address name. What is no name is left out, as it could be anything.
     *
     * @param parts gives the part of a name, or null if there is none
     */
    static AuditSubjects subjects(UnaryOperator<String> parts) {
        List<String> versions = name(parts, "model").stream()
                .flatMap(model -> name(parts, "version").stream().map(version -> model + "/" + version))
                .toList();
        return new AuditSubjects(name(parts, "scanId"), versions, name(parts, "trainingId"), name(parts, "dataset"));
    }

    private static List<String> name(UnaryOperator<String> parts, String parameter) {
        String value = parts.apply(parameter);
        return StorageKeys.isName(value) ? List.of(value) : List.of();
    }

    /** Returns e.g. {@code GET /diagnoses/{scanId}} for {@code GET /diagnoses/s-1}. */
    String of(String method, String path) {
        String address = ROUTES.contains(path) ? path : endpoints.template(path).orElse(OTHER);
        return method + " " + address;
    }
}

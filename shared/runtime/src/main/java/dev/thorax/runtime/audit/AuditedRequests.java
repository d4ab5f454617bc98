package dev.thorax.runtime.audit;

import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ResourceInfo;

import io.quarkus.vertx.http.runtime.CurrentVertxRequest;

import dev.thorax.contracts.audit.AuditAction;

/** Describes the request in work for its records, if its endpoint is {@link Audited}. */
@ApplicationScoped
class AuditedRequests {
    private static final String UNRECORDED = "thorax.audit.unrecorded";

    private final RequestNames names;
    private final RequestSubjects subjects;
    private final CurrentVertxRequest current;

    AuditedRequests(RequestNames names, RequestSubjects subjects, CurrentVertxRequest current) {
        this.names = names;
        this.subjects = subjects;
        this.current = current;
    }

    /** Returns what the records of the request have in common. Streams have none, as {@link AuditedStreams} records them. */
    Optional<AuditedRequest> of(ContainerRequestContext request, ResourceInfo resource) {
        return Optional.ofNullable(resource.getResourceMethod())
                .map(method -> method.getAnnotation(Audited.class))
                .map(Audited::value)
                .filter(action -> action != AuditAction.FOLLOWED)
                .map(action -> new AuditedRequest(
                        action.isChange() ? subjects.id() : null,
                        Callers.of(current.getCurrent()),
                        action,
                        names.of(request.getMethod(), request.getUriInfo().getPath())));
    }

    /** Notes that a request was not begun because it could not be recorded. Its answer needs no second attempt. */
    static void markUnrecorded(ContainerRequestContext request) {
        request.setProperty(UNRECORDED, true);
    }

    static boolean isUnrecorded(ContainerRequestContext request) {
        return request.getProperty(UNRECORDED) != null;
    }
}

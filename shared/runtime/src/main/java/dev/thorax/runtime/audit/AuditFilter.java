package dev.thorax.runtime.audit;

import java.io.Closeable;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.util.Optional;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Provider;

import dev.thorax.contracts.audit.AuditSubjects;
import dev.thorax.runtime.http.Problem;
import dev.thorax.runtime.http.ProblemResponse;

/**
 * Records each request of an {@link Audited} endpoint before its answer leaves, and answers 503 instead if the broker does not
 * acknowledge the record. {@link ChangeAudit} records changes before they begin, {@link RefusalAudit} records what was refused, and {@link AuditedStreams} streams.
 */
@Provider
public class AuditFilter implements ContainerResponseFilter {
    private final AuditTrail trail;
    private final AuditedRequests requests;
    private final RequestSubjects subjects;

    @Context
    ResourceInfo resource;

    AuditFilter(AuditTrail trail, AuditedRequests requests, RequestSubjects subjects) {
        this.trail = trail;
        this.requests = requests;
        this.subjects = subjects;
    }

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) throws IOException {
        Optional<AuditedRequest> audited = requests.of(request, resource);
        if (audited.isEmpty()
                || RefusalAudit.isRefusal(response.getStatus())
                || AuditedRequests.isUnrecorded(request)) {
            return;
        }
        try {
            trail.keep(
                    audited.get(),
                    response.getStatus(),
                    named(request, response).and(subjects.named()));
        } catch (AuditUnavailableException e) {
            withhold(response, e);
        }
    }

    /** Returns what the address names, if it was served: what somebody typed in its place may be a patient's number. */
    private static AuditSubjects named(ContainerRequestContext request, ContainerResponseContext response) {
        return isServed(response.getStatusInfo())
                ? RequestNames.subjects(request.getUriInfo().getPathParameters()::getFirst)
                : AuditSubjects.NONE;
    }

    static boolean isServed(Response.StatusType status) {
        return status.getFamily() == Response.Status.Family.SUCCESSFUL
                || status.getStatusCode() == Response.Status.NOT_MODIFIED.getStatusCode();
    }

    private static void withhold(ContainerResponseContext response, AuditUnavailableException cause)
            throws IOException {
        if (response.getEntity() instanceof Closeable body) {
            body.close();
        }
        try (Response problem = ProblemResponse.of(Response.Status.SERVICE_UNAVAILABLE, cause.getMessage())) {
            response.setStatusInfo(problem.getStatusInfo());
            response.getHeaders().clear();
            response.getHeaders().putAll(problem.getHeaders());
            response.setEntity(problem.getEntity(), new Annotation[0], MediaType.valueOf(Problem.MEDIA_TYPE));
        }
    }
}

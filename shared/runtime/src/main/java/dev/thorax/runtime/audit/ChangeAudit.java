package dev.thorax.runtime.audit;

import java.util.Optional;

import jakarta.annotation.Priority;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Provider;

import dev.thorax.contracts.audit.AuditSubjects;
import dev.thorax.runtime.http.ProblemResponse;

/**
 * Records each request that changes something before its resource method runs, and answers 503 instead if the broker does not
 * acknowledge the record: nothing is done that nobody could find. The record names nothing that the caller wrote.
 */
@Provider
@Priority(ChangeAudit.LAST)
public class ChangeAudit implements ContainerRequestFilter {
    /** After the filters that refuse a request. */
    static final int LAST = 10_000;

    private final AuditTrail trail;
    private final AuditedRequests requests;

    @Context
    ResourceInfo resource;

    ChangeAudit(AuditTrail trail, AuditedRequests requests) {
        this.trail = trail;
        this.requests = requests;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        Optional<AuditedRequest> change =
                requests.of(request, resource).filter(found -> found.action().isChange());
        if (change.isEmpty()) {
            return;
        }
        try {
            trail.begin(change.get(), AuditSubjects.NONE);
        } catch (AuditUnavailableException e) {
            AuditedRequests.markUnrecorded(request);
            request.abortWith(ProblemResponse.of(Response.Status.SERVICE_UNAVAILABLE, e.getMessage()));
        }
    }
}

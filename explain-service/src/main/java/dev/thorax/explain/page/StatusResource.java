package dev.thorax.explain.page;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import dev.thorax.access.Role;
import dev.thorax.runtime.audit.NotAudited;
import dev.thorax.runtime.http.CacheControls;

/** Answers {@code GET /status} with the model in production and the latest trainings. */
@RolesAllowed({Role.CLINICIAN_NAME, Role.OPERATOR_NAME})
@Path("/status")
public class StatusResource {
    private final CurrentStatus status;

    StatusResource(CurrentStatus status) {
        this.status = status;
    }

    /** Returns the current status. */
    @GET
    @NotAudited("It names the model in production and trainings, and no scan.")
    @Produces(MediaType.APPLICATION_JSON)
    public Response now() {
        return Response.ok(status.now())
                .header(HttpHeaders.CACHE_CONTROL, CacheControls.NOTHING)
                .build();
    }
}

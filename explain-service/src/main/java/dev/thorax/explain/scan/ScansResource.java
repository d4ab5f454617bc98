package dev.thorax.explain.scan;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;

import dev.thorax.access.Role;
import dev.thorax.contracts.audit.AuditAction;
import dev.thorax.contracts.storage.CanonicalVersions;
import dev.thorax.imaging.CanonicalImage;
import dev.thorax.runtime.audit.Audited;
import dev.thorax.runtime.http.CacheControls;

/** Answers {@code GET /scans/{scanId}/image} with the canonical image. */
@RolesAllowed({Role.CLINICIAN_NAME, Role.OPERATOR_NAME})
@Path("/scans/{scanId}/image")
public class ScansResource {
    private final CanonicalScans scans;

    ScansResource(CanonicalScans scans) {
        this.scans = scans;
    }

    /** Returns the canonical image, an 8-bit grey PNG of at most 512 px on its long side. Only its versions can change it. */
    @GET
    @Audited(AuditAction.LOOKED_AT_PICTURE)
    @Produces("image/png")
    public Response image(@PathParam("scanId") String scanId, Request request) {
        byte[] png = scans.png(scanId);
        CanonicalVersions made = CanonicalImage.versions(png);
        EntityTag tag = new EntityTag("image-" + scanId + "-" + made.from() + "-" + made.to());
        Response.ResponseBuilder unchanged = request.evaluatePreconditions(tag);
        Response.ResponseBuilder answer = unchanged == null ? Response.ok(png) : unchanged;
        return answer.tag(tag)
                .header(HttpHeaders.CACHE_CONTROL, CacheControls.NOTHING)
                .build();
    }
}

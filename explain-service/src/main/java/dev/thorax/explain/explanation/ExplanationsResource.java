package dev.thorax.explain.explanation;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotAcceptableException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Variant;

import dev.thorax.access.Role;
import dev.thorax.contracts.audit.AuditAction;
import dev.thorax.explain.heatmap.ExplanationTarget;
import dev.thorax.explain.heatmap.WhenBusy;
import dev.thorax.explain.scan.CanonicalScans;
import dev.thorax.imaging.heatmap.HeatMap;
import dev.thorax.imaging.heatmap.Overlay;
import dev.thorax.runtime.audit.Audited;
import dev.thorax.runtime.audit.RequestSubjects;
import dev.thorax.runtime.http.CacheControls;

/** Answers {@code GET /explanations/{scanId}} with a heat map, as a picture or as numbers. */
@RolesAllowed({Role.CLINICIAN_NAME, Role.OPERATOR_NAME})
@Path("/explanations/{scanId}")
public class ExplanationsResource {
    private static final String PNG = "image/png";
    private static final List<Variant> VARIANTS = Variant.mediaTypes(
                    MediaType.valueOf(PNG), MediaType.APPLICATION_JSON_TYPE)
            .build();
    /** Must change if the same heat map is drawn or written differently than before. */
    private static final String FORM = "1";

    private final Explanations explanations;
    private final CanonicalScans scans;
    private final RequestSubjects subjects;

    ExplanationsResource(Explanations explanations, CanonicalScans scans, RequestSubjects subjects) {
        this.explanations = explanations;
        this.scans = scans;
        this.subjects = subjects;
    }

    /**
     * Returns the heat map over the canonical image as {@code image/png}, or an {@link ExplanationAnswer} as JSON.
     *
     * @param label the class to explain; default the one of the version's own diagnosis, else the most probable one
     * @param opacity how much the heat map covers the scan, in [0,1]; default 0.4
     * @param model with {@code version}, what to explain; default that of the scan's diagnosis, else the one in production
     */
    @GET
    @Audited(AuditAction.LOOKED_AT_HEAT_MAP)
    @Produces({PNG, MediaType.APPLICATION_JSON})
    public Response explain(
            @PathParam("scanId") String scanId,
            @QueryParam("class") String label,
            @QueryParam("opacity") String opacity,
            @QueryParam("model") String model,
            @QueryParam("version") String version,
            @QueryParam("method") String method,
            @Context Request request) {
        ExplanationQuery query = ExplanationQuery.of(model, version, label, opacity, method);
        MediaType type = mediaType(request);
        ExplanationTarget target = explanations.target(scanId, query.version(), query.label(), WhenBusy.REJECT);
        subjects.addVersion(target.version().model(), target.version().version());
        EntityTag tag = tag(target, type, query.opacity());
        Response.ResponseBuilder unchanged = request.evaluatePreconditions(tag);
        return (unchanged == null ? Response.ok(body(target, type, query.opacity()), type) : unchanged)
                .tag(tag)
                .header(HttpHeaders.CACHE_CONTROL, CacheControls.NOTHING)
                .header(HttpHeaders.VARY, HttpHeaders.ACCEPT)
                .build();
    }

    private Object body(ExplanationTarget target, MediaType type, double opacity) {
        HeatMap heatMap = explanations.heatMap(target, WhenBusy.REJECT);
        return MediaType.APPLICATION_JSON_TYPE.isCompatible(type)
                ? ExplanationAnswer.of(target, heatMap)
                : Overlay.jet(
                        CanonicalScans.decode(scans.png(target.scanId())),
                        heatMap.values(),
                        heatMap.height(),
                        heatMap.width(),
                        opacity);
    }

    private static MediaType mediaType(Request request) {
        Variant variant = request.selectVariant(VARIANTS);
        if (variant == null) {
            throw new NotAcceptableException();
        }
        return variant.getMediaType();
    }

    private static EntityTag tag(ExplanationTarget target, MediaType type, double opacity) {
        String identity = String.join(" ", FORM, target.key(), type.toString(), Double.toString(opacity));
        return new EntityTag(UUID.nameUUIDFromBytes(identity.getBytes(StandardCharsets.UTF_8))
                .toString());
    }
}

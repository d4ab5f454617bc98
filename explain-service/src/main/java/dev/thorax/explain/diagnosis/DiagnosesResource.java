package dev.thorax.explain.diagnosis;

import java.util.List;
import java.util.Optional;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import dev.thorax.access.Role;
import dev.thorax.contracts.audit.AuditAction;
import dev.thorax.contracts.event.Diagnosis;
import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.explain.config.ExplainConfig;
import dev.thorax.explain.problem.ExplanationException;
import dev.thorax.explain.problem.ExplanationException.Reason;
import dev.thorax.runtime.access.Caller;
import dev.thorax.runtime.audit.Audited;
import dev.thorax.runtime.audit.RequestSubjects;
import dev.thorax.runtime.http.CacheControls;

/** Answers {@code GET /diagnoses} with the latest ones and {@code GET /diagnoses/{scanId}} with that of a scan. */
@RolesAllowed({Role.CLINICIAN_NAME, Role.OPERATOR_NAME})
@Path("/diagnoses")
@Produces(MediaType.APPLICATION_JSON)
public class DiagnosesResource {
    private final Worklist worklist;
    private final StoredDiagnoses stored;
    private final OwnScans scans;
    private final Caller caller;
    private final RequestSubjects subjects;
    private final int limit;

    DiagnosesResource(
            Worklist worklist,
            StoredDiagnoses stored,
            OwnScans scans,
            Caller caller,
            RequestSubjects subjects,
            ExplainConfig config) {
        this.worklist = worklist;
        this.stored = stored;
        this.scans = scans;
        this.caller = caller;
        this.subjects = subjects;
        this.limit = config.latest();
    }

    /**
     * Returns the latest diagnoses, newest first.
     *
     * @param limit how many at most, from 1; never more than this service lists
     */
    @GET
    @Audited(AuditAction.LISTED)
    public Response latest(@QueryParam("limit") @DefaultValue("50") String limit) {
        List<Diagnosis> newest = worklist.newest(count(limit));
        subjects.addScans(newest.stream().map(Diagnosis::scanId).toList());
        return Response.ok(newest)
                .header(HttpHeaders.CACHE_CONTROL, CacheControls.NOTHING)
                .build();
    }

    /** Returns the latest diagnosis of one scan, even if it is too old for the list. For a device other scans do not exist. */
    @GET
    @RolesAllowed({Role.DEVICE_NAME, Role.CLINICIAN_NAME, Role.OPERATOR_NAME})
    @Path("/{scanId}")
    @Audited(AuditAction.LOOKED_AT_DIAGNOSIS)
    public Response one(@PathParam("scanId") String scanId) {
        Diagnosis diagnosis = (StorageKeys.isName(scanId) && scans.isVisible(scanId, caller)
                        ? stored.find(scanId)
                        : Optional.<Diagnosis>empty())
                .orElseThrow(
                        () -> new ExplanationException(
                                Reason.NOT_DIAGNOSED,
                                "There is no diagnosis of this scan: it is not diagnosed yet, it was rejected, or it is unknown."));
        return Response.ok(diagnosis)
                .header(HttpHeaders.CACHE_CONTROL, CacheControls.NOTHING)
                .build();
    }

    private int count(String limit) {
        if (limit.matches("[0-9]{1,6}")) {
            int count = Integer.parseInt(limit);
            if (count >= 1) {
                return Math.min(count, this.limit);
            }
        }
        throw new ExplanationException(Reason.INVALID_PARAMETER, "The parameter limit must be a whole number from 1.");
    }
}

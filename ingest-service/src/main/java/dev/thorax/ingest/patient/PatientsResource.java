package dev.thorax.ingest.patient;

import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import io.smallrye.common.annotation.Blocking;

import dev.thorax.access.Role;
import dev.thorax.contracts.audit.AuditAction;
import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.ingest.admission.PseudonymKeyCheck;
import dev.thorax.ingest.admission.Pseudonyms;
import dev.thorax.ingest.record.HeaderText;
import dev.thorax.ingest.sweep.PointerSweep;
import dev.thorax.runtime.access.Caller;
import dev.thorax.runtime.audit.Audited;
import dev.thorax.runtime.audit.NotAudited;
import dev.thorax.runtime.audit.RequestSubjects;
import dev.thorax.runtime.http.CacheControls;

/** Lists and erases what is held of a patient. The patient's number comes in a body, so that no log of addresses has it. */
@RolesAllowed(Role.OPERATOR_NAME)
@Path("/patients")
@Blocking
@Produces(MediaType.APPLICATION_JSON)
public class PatientsResource {
    /** Scans of a page of what is held. */
    static final int PAGE = 100;

    private static final int MAX_BODY = 16 << 10;

    private final Pseudonyms pseudonyms;
    private final PseudonymKeyCheck key;
    private final PointerSweep sweep;
    private final PatientPointers pointers;
    private final ScanObjects objects;
    private final TrainedVersions trained;
    private final Erasures erasures;
    private final Caller caller;
    private final RequestSubjects subjects;

    PatientsResource(
            Pseudonyms pseudonyms,
            PseudonymKeyCheck key,
            PointerSweep sweep,
            PatientPointers pointers,
            ScanObjects objects,
            TrainedVersions trained,
            Erasures erasures,
            Caller caller,
            RequestSubjects subjects) {
        this.pseudonyms = pseudonyms;
        this.key = key;
        this.sweep = sweep;
        this.pointers = pointers;
        this.objects = objects;
        this.trained = trained;
        this.erasures = erasures;
        this.caller = caller;
        this.subjects = subjects;
    }

    /** Returns a page of what is held of a patient. */
    @POST
    @Path("/held")
    @Audited(AuditAction.LISTED)
    @Consumes(MediaType.APPLICATION_JSON)
    public Response held(InputStream body) throws IOException {
        HeldQuery query = Json.readRequest(body.readNBytes(MAX_BODY), HeldQuery.class);
        String pseudonym = pseudonym(query.patient());
        String after = Optional.ofNullable(query.after()).orElse("");
        if (!after.isEmpty() && !StorageKeys.isName(after)) {
            throw invalid("The field after must be the value of next of the page before.");
        }
        List<String> page = pointers.page(pseudonym, after, PAGE);
        subjects.addScans(page);
        List<HeldScan> scans = page.stream()
                .map(scanId -> objects.list(scanId, pointers.sha256(pseudonym, scanId)))
                .toList();
        return json(new HeldPage(
                scans,
                after.isEmpty() ? pointers.rejected(pseudonym) : List.of(),
                new LinkedHashSet<>(trained.naming(page)),
                page.size() < PAGE ? null : page.get(page.size() - 1)));
    }

    /** Erases a patient. The answer comes when all scans are erased that are stored now. What was sent before and is not stored yet follows. */
    @POST
    @Path("/erasures")
    @Audited(AuditAction.ERASED)
    @Consumes(MediaType.APPLICATION_JSON)
    public Response erase(InputStream body) throws IOException {
        ErasureOrder order = Json.readRequest(body.readNBytes(MAX_BODY), ErasureOrder.class);
        if (!order.hasReason()) {
            throw invalid("The field reason must be why the patient is erased: 1 to 500 characters"
                    + " on one line, without anything about the patient.");
        }
        Erasure ordered = erasures.order(
                "e-" + subjects.id(),
                pseudonym(order.patient()),
                caller.name(),
                order.reason().strip());
        return json(ErasureAnswer.of(erasures.erase(ordered)));
    }

    /** Returns how far an erasure is. */
    @GET
    @Path("/erasures/{id}")
    @NotAudited("It shows how far an erasure is, and neither a scan nor a patient.")
    public Response erasure(@PathParam("id") String id) {
        return (StorageKeys.isName(id) ? erasures.find(id) : Optional.<Erasure>empty())
                .map(erasure -> json(ErasureAnswer.of(erasure)))
                .orElseThrow(() ->
                        new PatientRequestException(Response.Status.NOT_FOUND, "No erasure of that id was ordered."));
    }

    private String pseudonym(String patient) {
        String number = HeaderText.patient(patient)
                .orElseThrow(() -> invalid("The field patient must be the number of a patient as devices send it."));
        key.require();
        if (!sweep.isDone()) {
            throw new PatientRequestException(
                    Response.Status.SERVICE_UNAVAILABLE,
                    "The pointers to scans of earlier releases are still being made, so some scans are not found;"
                            + " try again when the log has that they are made.");
        }
        return pseudonyms.of(number);
    }

    private static PatientRequestException invalid(String sentence) {
        return new PatientRequestException(Response.Status.BAD_REQUEST, sentence);
    }

    private static Response json(Object answer) {
        return Response.ok(Json.write(answer))
                .header(HttpHeaders.CACHE_CONTROL, CacheControls.NOTHING)
                .build();
    }
}

package dev.thorax.training.api;

import java.net.URI;
import java.time.Clock;
import java.util.Optional;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import io.smallrye.common.annotation.Blocking;
import org.jspecify.annotations.Nullable;

import dev.thorax.access.Role;
import dev.thorax.contracts.audit.AuditAction;
import dev.thorax.contracts.json.InvalidRequestException;
import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.model.Manifest;
import dev.thorax.contracts.model.ManifestCheck;
import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.contracts.worker.ValidationOrder;
import dev.thorax.runtime.access.Caller;
import dev.thorax.runtime.audit.Audited;
import dev.thorax.runtime.audit.NotAudited;
import dev.thorax.runtime.audit.RequestSubjects;
import dev.thorax.runtime.http.ProblemResponse;
import dev.thorax.training.catalog.ModelCatalog;
import dev.thorax.training.validation.ValidationStatus;
import dev.thorax.training.validation.Validations;

/** Orders validations of versions on a hospital's own scans, and shows what they gave. */
@RolesAllowed({Role.CLINICIAN_NAME, Role.OPERATOR_NAME})
@Path("/validations")
@Blocking
@Produces(MediaType.APPLICATION_JSON)
public class ValidationsResource {
    private static final int MOST = 500;
    private static final String PAGE = "report.html";

    private final Validations validations;
    private final ModelCatalog catalog;
    private final RequestSubjects subjects;
    private final Caller caller;
    private final Clock clock;

    ValidationsResource(
            Validations validations, ModelCatalog catalog, RequestSubjects subjects, Caller caller, Clock clock) {
        this.validations = validations;
        this.catalog = catalog;
        this.subjects = subjects;
        this.caller = caller;
        this.clock = clock;
    }

    /** Asks for a validation; 202 with its id, or 400 with the reason. */
    @POST
    @RolesAllowed(Role.OPERATOR_NAME)
    @Audited(AuditAction.VALIDATED)
    @Consumes(MediaType.APPLICATION_JSON)
    public Response order(byte[] body) {
        ValidationOrder order;
        try {
            order = Json.readRequest(body, ValidationRequest.class)
                    .order("v-" + subjects.id(), caller.name(), clock.instant());
        } catch (InvalidRequestException e) {
            return ProblemResponse.of(Response.Status.BAD_REQUEST, e.getMessage());
        }
        subjects.addVersion(order.model(), order.version());
        subjects.addDataset(order.dataset());
        Optional<String> objection = objection(order);
        if (objection.isPresent()) {
            return ProblemResponse.of(Response.Status.BAD_REQUEST, objection.get());
        }
        validations.order(order);
        URI address = URI.create("/validations/" + order.validationId());
        return Response.accepted(
                        new ValidationAccepted(order.validationId(), address, URI.create(address + "/" + PAGE)))
                .location(address)
                .build();
    }

    private Optional<String> objection(ValidationOrder order) {
        Optional<Manifest> manifest = catalog.manifest(order.model(), order.version());
        if (manifest.isEmpty()) {
            return Optional.of("There is no version " + order.version() + " of model " + order.model()
                    + "; GET /models lists those that there are.");
        }
        String obstacle = ManifestCheck.obstacle(manifest.get());
        if (obstacle != null) {
            return Optional.of(obstacle);
        }
        return validations.hasScans(order.dataset())
                ? Optional.empty()
                : Optional.of("Data set " + order.dataset() + " has no labelled scans; send some to it first.");
    }

    /**
     * The newest validations, newest first, without their figures.
     *
     * @param model only those of this model; empty for all
     * @param version only those of this version; empty for all
     * @param limit how many at most, in [1,500]
     */
    @GET
    @NotAudited("It lists validations, and shows no scan.")
    public Response newest(
            @QueryParam("model") @Nullable String model,
            @QueryParam("version") @Nullable String version,
            @QueryParam("limit") @DefaultValue("50") int limit) {
        if (limit < 1 || limit > MOST) {
            return ProblemResponse.of(Response.Status.BAD_REQUEST, "The limit must be 1 to " + MOST + ".");
        }
        return Response.ok(Json.write(validations.newest(
                        order -> (model == null || model.equals(order.model()))
                                && (version == null || version.equals(order.version())),
                        limit)))
                .build();
    }

    /** One validation: its state, and its figures when it is done. */
    @GET
    @Path("/{id}")
    @NotAudited("It shows figures of a version, and ids of scans but no scan.")
    public Response validation(@PathParam("id") String id) {
        return find(id).map(validation -> Response.ok(Json.write(validation)).build())
                .orElseGet(ValidationsResource::unknown);
    }

    /** The page of a validation, with the pictures that are stored now. */
    @GET
    @Path("/{id}/report.html")
    @Audited(AuditAction.LOOKED_AT_REPORT)
    @Produces({MediaType.TEXT_HTML, MediaType.APPLICATION_JSON})
    public Response page(@PathParam("id") String id) {
        Optional<ValidationStatus> validation = find(id);
        if (validation.isEmpty()) {
            return unknown();
        }
        Optional<byte[]> found = validations.page(id);
        found.ifPresent(page -> name(validation.get()));
        return found.map(page -> BundleFile.describe(Response.ok(page), PAGE).build())
                .orElseGet(() -> ProblemResponse.of(
                        Response.Status.NOT_FOUND,
                        "The validation has no page; GET /validations/" + id + " says why, or how far it is."));
    }

    private void name(ValidationStatus shown) {
        subjects.addVersion(shown.model(), shown.version());
        subjects.addDataset(shown.dataset());
        if (shown.figures() != null) {
            subjects.addScans(shown.figures().path("mistakes").findValuesAsText("scanId"));
        }
    }

    private Optional<ValidationStatus> find(String id) {
        return StorageKeys.isName(id) ? validations.find(id) : Optional.empty();
    }

    private static Response unknown() {
        return ProblemResponse.of(
                Response.Status.NOT_FOUND, "No validation of that id was asked for here; GET /validations lists them.");
    }
}

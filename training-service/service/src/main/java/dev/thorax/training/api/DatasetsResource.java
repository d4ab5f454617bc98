package dev.thorax.training.api;

import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import io.smallrye.common.annotation.Blocking;

import dev.thorax.access.Role;
import dev.thorax.contracts.audit.AuditAction;
import dev.thorax.contracts.json.InvalidRequestException;
import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.storage.DatasetClasses;
import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.runtime.audit.Audited;
import dev.thorax.runtime.audit.NotAudited;
import dev.thorax.runtime.http.ProblemResponse;
import dev.thorax.storage.ObjectMissingException;
import dev.thorax.storage.ObjectStore;

/** Declares the classes that a data set may have. ingest-service and trainings refuse others. */
@RolesAllowed(Role.OPERATOR_NAME)
@Path("/datasets/{dataset}/classes")
@Blocking
@Produces(MediaType.APPLICATION_JSON)
public class DatasetsResource {
    private final ObjectStore store;

    DatasetsResource(ObjectStore store) {
        this.store = store;
    }

    /** The body of a declaration. */
    record Declaration(List<String> classes) {}

    /** Returns the declared classes: 200, or 404 if the data set takes any label. */
    @GET
    @NotAudited("It names the classes of a data set, and no scan.")
    public Response classes(@PathParam("dataset") String dataset) {
        try {
            if (StorageKeys.isName(dataset)) {
                return Response.ok(store.get(StorageKeys.datasetClasses(dataset)))
                        .build();
            }
        } catch (ObjectMissingException e) {
            // Answered below.
        }
        return ProblemResponse.of(
                Response.Status.NOT_FOUND, "No classes are declared for this data set, so it takes any label.");
    }

    /** Declares the classes: 200, 400 if they are no classes, or 409 if the data set has scans of others. */
    @PUT
    @Audited(AuditAction.DECLARED)
    @Consumes(MediaType.APPLICATION_JSON)
    public Response declare(@PathParam("dataset") String dataset, byte[] body) {
        if (!StorageKeys.isName(dataset)) {
            return ProblemResponse.of(
                    Response.Status.BAD_REQUEST, "The data set must be named with " + StorageKeys.NAME_RULE + ".");
        }
        DatasetClasses declared;
        try {
            declared =
                    new DatasetClasses(Json.readRequest(body, Declaration.class).classes());
        } catch (InvalidRequestException | IllegalArgumentException e) {
            return ProblemResponse.of(Response.Status.BAD_REQUEST, e.getMessage());
        }
        Optional<String> other =
                labels(dataset).stream().filter(label -> !declared.allow(label)).findFirst();
        if (other.isPresent()) {
            return ProblemResponse.of(
                    Response.Status.CONFLICT,
                    "The data set has scans with the label " + other.get()
                            + ", which is not among the classes; send them again with one of these, or declare it, too.");
        }
        store.put(StorageKeys.datasetClasses(dataset), Json.write(declared), "application/json");
        return Response.ok(Json.write(declared)).build();
    }

    private TreeSet<String> labels(String dataset) {
        TreeSet<String> labels = new TreeSet<>();
        String prefix = StorageKeys.dataset(dataset);
        store.list(prefix)
                .forEach(key -> labels.add(key.substring(prefix.length()).split("/", 2)[0]));
        return labels;
    }
}

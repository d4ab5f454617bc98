package dev.thorax.training.api;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Stream;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import io.smallrye.common.annotation.Blocking;

import dev.thorax.access.Role;
import dev.thorax.contracts.audit.AuditAction;
import dev.thorax.contracts.event.ModelPromoted;
import dev.thorax.contracts.event.Slot;
import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.runtime.audit.Audited;
import dev.thorax.runtime.audit.NotAudited;
import dev.thorax.runtime.http.ProblemResponse;
import dev.thorax.storage.ObjectMissingException;
import dev.thorax.storage.ObjectStore;
import dev.thorax.training.catalog.ManifestSummary;
import dev.thorax.training.catalog.ModelCatalog;
import dev.thorax.training.catalog.ReportReader;
import dev.thorax.training.promotion.PromotionLog;

/** Serves the list of versions, where each serves, and its files. */
@RolesAllowed({Role.CLINICIAN_NAME, Role.OPERATOR_NAME})
@Path("/models")
@Blocking
@Produces(MediaType.APPLICATION_JSON)
public class ModelsResource {
    private static final int MOST = 500;

    private final ModelCatalog catalog;
    private final PromotionLog slots;
    private final ReportReader reports;
    private final ObjectStore store;

    ModelsResource(ModelCatalog catalog, PromotionLog slots, ReportReader reports, ObjectStore store) {
        this.catalog = catalog;
        this.slots = slots;
        this.reports = reports;
        this.store = store;
    }

    /** All models with the names of their versions. */
    @GET
    @NotAudited("It lists versions and their figures, and shows no scan.")
    public Response models() {
        Map<String, ModelPromoted> serving = serving();
        return json(catalog.versions().entrySet().stream()
                .map(model -> new ModelSummary(model.getKey(), model.getValue(), slotsOf(model.getKey(), serving)))
                .toList());
    }

    /**
     * One page of the versions of a model, newest first. The header {@code Link} has the address of the next page, if there is one.
     *
     * @param limit how many at most, in [1,500]
     * @param after the last version of the page before; empty for the first page
     */
    @GET
    @Path("/{model}")
    @NotAudited("It lists versions and their figures, and shows no scan.")
    public Response model(
            @PathParam("model") String model,
            @QueryParam("limit") @DefaultValue("100") int limit,
            @QueryParam("after") @DefaultValue("") String after) {
        if (limit < 1 || limit > MOST) {
            return ProblemResponse.of(Response.Status.BAD_REQUEST, "The limit must be 1 to " + MOST + ".");
        }
        List<ManifestSummary> versions = StorageKeys.isName(model) ? newestFirst(model) : List.of();
        int last = versions.stream().map(ManifestSummary::version).toList().indexOf(after);
        if (versions.isEmpty() || !after.isEmpty() && last < 0) {
            return versions.isEmpty()
                    ? ProblemResponse.of(Response.Status.NOT_FOUND, "There is no such model; GET /models lists them.")
                    : noVersion();
        }
        List<ManifestSummary> page =
                versions.stream().skip(last + 1L).limit(limit).toList();
        Response answer = json(summaries(page));
        return last + 1 + page.size() == versions.size()
                ? answer
                : Response.fromResponse(answer)
                        .link(
                                "/models/" + model + "?limit=" + limit + "&after="
                                        + page.get(page.size() - 1).version(),
                                "next")
                        .build();
    }

    private List<ManifestSummary> newestFirst(String model) {
        return catalog.summaries(model).stream()
                .sorted(Comparator.comparing(
                                ManifestSummary::trainedAt, Comparator.nullsFirst(Comparator.naturalOrder()))
                        .reversed())
                .toList();
    }

    private List<VersionSummary> summaries(List<ManifestSummary> page) {
        Map<String, ModelPromoted> serving = serving();
        return page.stream()
                .map(version -> new VersionSummary(
                        version.version(),
                        version.trainedAt(),
                        version.dataset(),
                        version.classes(),
                        slotsOf(version.model(), version.version(), serving)))
                .toList();
    }

    /** One version: its manifest, and where it serves. */
    @GET
    @Path("/{model}/{version}")
    @NotAudited("It lists versions and their figures, and shows no scan.")
    public Response version(@PathParam("model") String model, @PathParam("version") String version) {
        return named(model, version, catalog::manifest)
                .map(manifest ->
                        json(new VersionDetail(slotsOf(manifest.model(), manifest.version(), serving()), manifest)))
                .orElseGet(ModelsResource::noVersion);
    }

    /** A file of a version, as it lies in the object store. A report comes with the pictures that are stored now. */
    @GET
    @Path("/{model}/{version}/{file}")
    @Audited(AuditAction.LOOKED_AT_REPORT)
    @Produces(MediaType.WILDCARD)
    public Response file(
            @PathParam("model") String model, @PathParam("version") String version, @PathParam("file") String file) {
        Optional<ManifestSummary> summary = named(model, version, catalog::summary);
        if (summary.isEmpty()) {
            return noVersion();
        }
        if (!StorageKeys.isName(file) || !BundleFile.isOf(summary.get().files(), file)) {
            return noFile();
        }
        try {
            Object content = ReportReader.PAGE.equals(file)
                    ? reports.read(model, version)
                    : store.open(StorageKeys.bundleFile(model, version, file));
            return BundleFile.describe(Response.ok(content), file).build();
        } catch (ObjectMissingException e) {
            return noFile();
        }
    }

    private static <T> Optional<T> named(
            String model, String version, BiFunction<String, String, Optional<T>> catalog) {
        return StorageKeys.isName(model) && StorageKeys.isName(version)
                ? catalog.apply(model, version)
                : Optional.empty();
    }

    private Map<String, ModelPromoted> serving() {
        Map<String, ModelPromoted> serving = new LinkedHashMap<>();
        Stream.of(Slot.values()).map(Slot::wireName).forEach(slot -> slots.last(slot)
                .ifPresent(promoted -> serving.put(slot, promoted)));
        return serving;
    }

    private static Map<String, String> slotsOf(String model, Map<String, ModelPromoted> serving) {
        Map<String, String> versions = new LinkedHashMap<>();
        serving.forEach((slot, promoted) -> {
            if (model.equals(promoted.model())) {
                versions.put(slot, promoted.version());
            }
        });
        return versions;
    }

    private static List<String> slotsOf(String model, String version, Map<String, ModelPromoted> serving) {
        return slotsOf(model, serving).entrySet().stream()
                .filter(slot -> slot.getValue().equals(version))
                .map(Map.Entry::getKey)
                .toList();
    }

    private static Response json(Object answer) {
        return Response.ok(Json.write(answer), MediaType.APPLICATION_JSON_TYPE).build();
    }

    private static Response noVersion() {
        return ProblemResponse.of(
                Response.Status.NOT_FOUND, "There is no such version; GET /models/{model} lists those of a model.");
    }

    private static Response noFile() {
        return ProblemResponse.of(
                Response.Status.NOT_FOUND, "The version has no such file; its manifest names those that it has.");
    }
}

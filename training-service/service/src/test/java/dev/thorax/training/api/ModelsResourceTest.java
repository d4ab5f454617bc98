package dev.thorax.training.api;

import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import jakarta.ws.rs.core.Response;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.thorax.contracts.event.ModelPromoted;
import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.model.Manifest;
import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.runtime.http.Problem;
import dev.thorax.testing.storage.InMemoryObjectStore;
import dev.thorax.training.catalog.ModelCatalog;
import dev.thorax.training.catalog.ReportReader;
import dev.thorax.training.catalog.TestCatalogs;
import dev.thorax.training.promotion.FakePromotionLog;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

class ModelsResourceTest {
    private static final Instant AT = Instant.parse("2026-01-01T00:00:00Z");

    private final InMemoryObjectStore store = new InMemoryObjectStore(Clock.systemUTC());
    private final FakePromotionLog slots = new FakePromotionLog();
    private final ModelCatalog catalog = TestCatalogs.of(store);
    private final ModelsResource models = new ModelsResource(catalog, slots, new ReportReader(store), store);

    @BeforeEach
    void storeVersions() {
        version("v1", AT);
        version("v2", AT.plusSeconds(1));
        version("v3", null);
        slots.add(new ModelPromoted("production", "m", "v1", "0".repeat(64), "Ada", null, "why", AT));
        slots.add(new ModelPromoted("candidate", "other", "v2", "0".repeat(64), "Ada", null, "why", AT));
    }

    @Test
    void shouldListModelsWithTheirVersionsAndSlots() throws IOException {
        assertThat(json(models.models()))
                .hasToString(
                        "[{\"model\":\"m\",\"versions\":[\"v1\",\"v2\",\"v3\"],\"slots\":{\"production\":\"v1\"}}]");
    }

    @Test
    void shouldListVersionsNewestFirst() throws IOException {
        JsonNode versions = json(models.model("m", 100, ""));

        assertThat(versions.findValuesAsText("version")).containsExactly("v2", "v1", "v3");
        assertThat(versions.get(0).get("slots")).isEmpty();
        assertThat(versions.get(1).get("slots").get(0).asText()).isEqualTo("production");
    }

    @Test
    void shouldListVersionsPageByPage() throws IOException {
        Response first = models.model("m", 2, "");
        assertThat(json(first).findValuesAsText("version")).containsExactly("v2", "v1");
        assertThat(first.getHeaderString("Link")).isEqualTo("</models/m?limit=2&after=v1>; rel=\"next\"");

        Response last = models.model("m", 2, "v1");
        assertThat(json(last).findValuesAsText("version")).containsExactly("v3");
        assertThat(last.getHeaderString("Link")).isNull();
        assertThat(models.model("m", 2, "v9").getStatus()).isEqualTo(404);
        assertThat(models.model("m", 0, "").getStatus()).isEqualTo(400);
    }

    @Test
    void shouldShowAVersionWithItsManifest() throws IOException {
        JsonNode version = json(models.version("m", "v1"));

        assertThat(version.get("slots").get(0).asText()).isEqualTo("production");
        assertThat(version.get("manifest").get("engine").asText()).isEqualTo("none");
    }

    @Test
    void shouldHandOutOnlyFilesThatTheManifestNames() throws IOException {
        store.put(StorageKeys.bundleFile("m", "v1", "report.html"), "<p>".getBytes(UTF_8), "text/html");
        store.put(StorageKeys.bundleFile("m", "v1", "secret.txt"), "s".getBytes(UTF_8), "text/plain");

        Response report = models.file("m", "v1", "report.html");

        assertThat(report.getStatus()).isEqualTo(200);
        assertThat(report.getMediaType()).hasToString("text/html;charset=UTF-8");
        assertThat((byte[]) report.getEntity()).isEqualTo("<p>".getBytes(UTF_8));
        assertThat(models.file("m", "v1", "secret.txt").getStatus()).isEqualTo(404);
        assertThat(models.file("m", "v2", "report.html").getStatus()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource({"..,v1", "m,..", "m,v9", "other,v2"})
    void shouldNotFindAVersionThatIsNotStored(String model, String version) {
        Response answer = models.version(model, version);

        assertThat(answer.getStatus()).isEqualTo(404);
        assertThat(((Problem) answer.getEntity()).detail()).startsWith("There is no such version");
        assertThat(models.file(model, version, Manifest.MANIFEST).getStatus()).isEqualTo(404);
    }

    @Test
    void shouldNotFindAModelWithoutVersions() {
        assertThat(models.model("other", 100, "").getStatus()).isEqualTo(404);
        assertThat(models.model("../m", 100, "").getStatus()).isEqualTo(404);
    }

    private void version(String version, Instant trainedAt) {
        Manifest manifest = new Manifest(
                "m",
                version,
                List.of("A", "B"),
                null,
                Map.of(),
                "none",
                1,
                trainedAt,
                null,
                Map.of(),
                Map.of("report.html", "0".repeat(64)));
        store.put(StorageKeys.bundleFile("m", version, Manifest.MANIFEST), Json.write(manifest), "application/json");
    }

    private static JsonNode json(Response answer) throws IOException {
        assertThat(answer.getStatus()).isEqualTo(200);
        return Json.mapper().readTree((byte[]) answer.getEntity());
    }
}

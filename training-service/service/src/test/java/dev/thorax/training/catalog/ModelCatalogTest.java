package dev.thorax.training.catalog;

import java.time.Clock;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.model.Manifest;
import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.storage.StoreUnavailableException;
import dev.thorax.testing.storage.InMemoryObjectStore;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ModelCatalogTest {
    private final InMemoryObjectStore store = new InMemoryObjectStore(Clock.systemUTC());
    private final ModelCatalog catalog = new ModelCatalog(store);

    @Test
    void shouldListWholeVersionsByModelInOrder() {
        version("cnn4", "t-2");
        version("cnn4", "t-1");
        version("a", "t-3");
        put("cnn4", "torn", Manifest.MODEL, new byte[1]);

        assertThat(catalog.versions()).containsOnlyKeys("a", "cnn4");
        assertThat(catalog.versions().get("cnn4")).containsExactly("t-1", "t-2");
    }

    @Test
    void shouldLeaveOutAManifestThatCannotBeRead() {
        version("cnn4", "t-1");
        put("cnn4", "t-2", Manifest.MANIFEST, "{".getBytes(UTF_8));

        assertThat(catalog.summaries("cnn4"))
                .extracting(ManifestSummary::version)
                .containsExactly("t-1");
        assertThat(catalog.manifest("cnn4", "t-2")).isEmpty();
        assertThat(catalog.manifest("cnn4", "t-3")).isEmpty();
        assertThat(catalog.summaries("other")).isEmpty();
    }

    @Test
    void shouldNotTakeVersionsOfAModelWhoseNameOnlyBeginsTheSame() {
        version("cnn", "t-1");
        version("cnn4", "t-2");

        assertThat(catalog.summaries("cnn"))
                .extracting(ManifestSummary::version)
                .containsExactly("t-1");
    }

    @Test
    void shouldReadASummaryOnce() {
        version("cnn4", "t-1");
        ManifestSummary first = catalog.summary("cnn4", "t-1").orElseThrow();
        store.failNext(1);

        assertThat(catalog.summary("cnn4", "t-1")).containsSame(first);
        assertThatThrownBy(catalog::versions).isInstanceOf(StoreUnavailableException.class);
    }

    @Test
    void shouldKeepNoMoreThanABoundedNumberOfSummaries() {
        for (int i = 0; i < 2100; i++) {
            version("cnn4", "t-" + i);
        }
        ManifestSummary first = catalog.summary("cnn4", "t-0").orElseThrow();

        assertThat(catalog.summaries("cnn4")).hasSize(2100);

        assertThat(catalog.summary("cnn4", "t-0").orElseThrow()).isNotSameAs(first);
    }

    private void version(String model, String version) {
        Manifest manifest = new Manifest(
                model, version, List.of("A", "B"), null, Map.of(), "none", 1, null, null, Map.of(), Map.of());
        put(model, version, Manifest.MANIFEST, Json.write(manifest));
    }

    private void put(String model, String version, String file, byte[] bytes) {
        store.put(StorageKeys.bundleFile(model, version, file), bytes, "application/octet-stream");
    }
}

package dev.thorax.onnx;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.thorax.contracts.event.ModelPromoted;
import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.model.InputSpec;
import dev.thorax.contracts.model.Manifest;
import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.storage.ObjectMissingException;
import dev.thorax.storage.StoreUnavailableException;
import dev.thorax.testing.model.TestBundles;
import dev.thorax.testing.storage.InMemoryObjectStore;

import static dev.thorax.testing.model.TestBundles.MODEL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ModelBundleTest {
    @TempDir
    private Path folder;

    private final InMemoryObjectStore store = new InMemoryObjectStore(Clock.systemUTC());

    @Test
    void shouldFetchAFileOnceAndThenReadItFromTheFolder() throws IOException {
        ModelPromoted promoted = TestBundles.store(store, "v1", 1);
        Path fetched = ModelBundle.fetch(store, promoted, folder).file(Manifest.MODEL);
        store.failNext(100);

        Path again = ModelBundle.fetch(store, promoted, folder).file(Manifest.MODEL);

        assertThat(again).isEqualTo(fetched);
        try (var files = Files.list(fetched.getParent())) {
            assertThat(files)
                    .extracting(Path::getFileName)
                    .extracting(Path::toString)
                    .containsExactlyInAnyOrder(Manifest.MANIFEST, Manifest.MODEL);
        }
    }

    @Test
    void shouldFetchAFileAgainIfTheFolderHoldsADamagedOne() throws IOException {
        ModelPromoted promoted = TestBundles.store(store, "v1", 1);
        Path fetched = ModelBundle.fetch(store, promoted, folder).file(Manifest.MODEL);
        byte[] whole = Files.readAllBytes(fetched);
        Files.write(fetched, new byte[] {1, 2, 3});

        assertThat(ModelBundle.fetch(store, promoted, folder).file(Manifest.MODEL))
                .hasBinaryContent(whole);
    }

    @Test
    void shouldRefuseAFileThatIsNotTheOneThatTheManifestNames() {
        ModelPromoted promoted = TestBundles.store(store, "v1", 1);
        store.put(StorageKeys.bundleFile(MODEL, "v1", Manifest.MODEL), new byte[] {1}, "application/octet-stream");
        ModelBundle bundle = ModelBundle.fetch(store, promoted, folder);

        assertThatThrownBy(() -> bundle.file(Manifest.MODEL))
                .isInstanceOf(BrokenBundleException.class)
                .hasMessageContaining("SHA-256 differs");
    }

    @Test
    void shouldRefuseAManifestThatIsNotTheOneThatWasPromoted() {
        ModelPromoted promoted = TestBundles.store(store, "v1", 1);
        TestBundles.store(store, "v1", 2);

        assertThatThrownBy(() -> ModelBundle.fetch(store, promoted, folder)).isInstanceOf(BrokenBundleException.class);
    }

    @Test
    void shouldRefuseAManifestWithAnInputThatCannotBe() {
        TestBundles.store(store, "v1", new InputSpec(0, 32, InputSpec.Interpolation.AREA), Map.of());

        assertThatThrownBy(() -> ModelBundle.fetch(store, MODEL, "v1", folder))
                .isInstanceOf(BrokenBundleException.class)
                .hasMessageContaining("1 to 4096 px");
    }

    @Test
    void shouldRefuseAManifestOfAnotherVersion() {
        byte[] manifest = Json.write(TestBundles.manifest("v2", TestBundles.INPUT, Map.of()));
        store.put(StorageKeys.bundleFile(MODEL, "v1", Manifest.MANIFEST), manifest, "application/json");

        assertThatThrownBy(() -> ModelBundle.fetch(store, MODEL, "v1", folder))
                .isInstanceOf(BrokenBundleException.class)
                .hasMessageContaining("another version");
    }

    @Test
    void shouldTellAMissingVersionFromAStoreThatIsAway() {
        assertThatThrownBy(() -> ModelBundle.fetch(store, MODEL, "v1", folder))
                .isInstanceOf(BrokenBundleException.class)
                .hasCauseInstanceOf(ObjectMissingException.class);

        store.failNext(1);

        assertThatThrownBy(() -> ModelBundle.fetch(store, MODEL, "v1", folder))
                .isInstanceOf(StoreUnavailableException.class);
    }

    @Test
    void shouldRefuseANameThatCouldLeaveTheFolder() {
        assertThatThrownBy(() -> ModelBundle.fetch(store, "..", "v1", folder))
                .isInstanceOf(BrokenBundleException.class);
    }
}

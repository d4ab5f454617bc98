package dev.thorax.onnx;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.thorax.access.signature.SigningKeyPair;
import dev.thorax.access.signature.TrustedKeys;
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
    private static final TrustedKeys KEYS = TestBundles.KEYS.trusted();

    @TempDir
    private Path folder;

    private final InMemoryObjectStore store = new InMemoryObjectStore(Clock.systemUTC());

    @Test
    void shouldFetchAFileOnceAndThenReadItFromTheFolder() throws IOException {
        ModelPromoted promoted = TestBundles.store(store, "v1", 1);
        Path fetched = ModelBundle.fetch(store, KEYS, promoted, folder).file(Manifest.MODEL);
        store.failNext(100);

        Path again = ModelBundle.fetch(store, KEYS, promoted, folder).file(Manifest.MODEL);

        assertThat(again).isEqualTo(fetched);
        try (var files = Files.list(fetched.getParent())) {
            assertThat(files)
                    .extracting(Path::getFileName)
                    .extracting(Path::toString)
                    .containsExactlyInAnyOrder(Manifest.MANIFEST, Manifest.MODEL, StorageKeys.SIGNATURE);
        }
    }

    @Test
    void shouldFetchAFileAgainIfTheFolderHoldsADamagedOne() throws IOException {
        ModelPromoted promoted = TestBundles.store(store, "v1", 1);
        Path fetched = ModelBundle.fetch(store, KEYS, promoted, folder).file(Manifest.MODEL);
        byte[] whole = Files.readAllBytes(fetched);
        Files.write(fetched, new byte[] {1, 2, 3});

        assertThat(ModelBundle.fetch(store, KEYS, promoted, folder).file(Manifest.MODEL))
                .hasBinaryContent(whole);
    }

    @Test
    void shouldRefuseAFileThatIsNotTheOneThatTheManifestNames() {
        ModelPromoted promoted = TestBundles.store(store, "v1", 1);
        store.put(StorageKeys.bundleFile(MODEL, "v1", Manifest.MODEL), new byte[] {1}, "application/octet-stream");
        ModelBundle bundle = ModelBundle.fetch(store, KEYS, promoted, folder);

        assertThatThrownBy(() -> bundle.file(Manifest.MODEL))
                .isInstanceOf(BrokenBundleException.class)
                .hasMessageContaining("SHA-256 differs");
    }

    @Test
    void shouldRefuseAManifestThatIsNotTheOneThatWasPromoted() {
        ModelPromoted promoted = TestBundles.store(store, "v1", 1);
        TestBundles.store(store, "v1", 2);

        assertThatThrownBy(() -> ModelBundle.fetch(store, KEYS, promoted, folder))
                .isInstanceOf(BrokenBundleException.class);
    }

    @Test
    void shouldRefuseAManifestWithAnInputThatCannotBe() {
        TestBundles.store(store, "v1", new InputSpec(0, 32, InputSpec.Interpolation.AREA), Map.of());

        assertThatThrownBy(() -> ModelBundle.fetch(store, KEYS, MODEL, "v1", folder))
                .isInstanceOf(BrokenBundleException.class)
                .hasMessageContaining("1 to 4096 px");
    }

    @Test
    void shouldRefuseAManifestOfAnotherVersion() {
        byte[] manifest = Json.write(TestBundles.manifest("v2", TestBundles.INPUT, Map.of()));
        TestBundles.storeManifest(store, MODEL, "v1", manifest);

        assertThatThrownBy(() -> ModelBundle.fetch(store, KEYS, MODEL, "v1", folder))
                .isInstanceOf(BrokenBundleException.class)
                .hasMessageContaining("another version");
    }

    @Test
    void shouldRefuseAVersionThatNobodySigned() {
        ModelPromoted promoted = TestBundles.store(store, "v1", 1);
        store.delete(StorageKeys.signature(MODEL, "v1"));

        assertThatThrownBy(() -> ModelBundle.fetch(store, KEYS, promoted, folder))
                .isInstanceOf(BundleNotReadyException.class)
                .hasNoCause()
                .hasMessage("Version v1 of tiny is not signed, so it is not used; find out who wrote it and when, and"
                        + " sign it by its name with deploy/admin/run sign only if you know that it was"
                        + " trained here.");
        assertThatThrownBy(() -> ModelBundle.fetch(store, KEYS, MODEL, "v1", folder))
                .isInstanceOf(BundleNotReadyException.class);
    }

    @Test
    void shouldRefuseAManifestThatWasChangedAfterItWasSigned() {
        TestBundles.store(store, "v1", 1);
        byte[] signature = store.get(StorageKeys.signature(MODEL, "v1"));
        TestBundles.store(store, "v1", 2);
        store.put(StorageKeys.signature(MODEL, "v1"), signature, "application/octet-stream");

        assertRefused(
                KEYS, "No trusted key has signed the manifest of version v1 of tiny as it is in the object store");
    }

    @Test
    void shouldRefuseASignatureOfAnotherVersion() {
        TestBundles.store(store, "v1", 1);
        TestBundles.store(store, "v2", 1);
        byte[] other = store.get(StorageKeys.signature(MODEL, "v2"));
        store.put(StorageKeys.signature(MODEL, "v1"), other, "application/octet-stream");

        assertRefused(KEYS, "No trusted key has signed the manifest of version v1 of tiny");
    }

    @Test
    void shouldRefuseASignatureOfAnUnknownKey() {
        TestBundles.store(store, "v1", 1);

        assertRefused(
                SigningKeyPair.generate().trusted(), "No trusted key has signed the manifest of version v1 of tiny");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 63, 65, 1000})
    void shouldRefuseASignatureOfAnotherLength(int length) {
        TestBundles.store(store, "v1", 1);
        byte[] signature = store.get(StorageKeys.signature(MODEL, "v1"));
        store.put(StorageKeys.signature(MODEL, "v1"), Arrays.copyOf(signature, length), "application/octet-stream");

        assertRefused(KEYS, "The signature of version v1 of tiny has ");
    }

    @Test
    void shouldNotTrustACachedSignatureThatIsNotOne() throws IOException {
        ModelPromoted promoted = TestBundles.store(store, "v1", 1);
        ModelBundle.fetch(store, KEYS, promoted, folder);
        Files.write(folder.resolve(MODEL).resolve("v1").resolve(StorageKeys.SIGNATURE), new byte[64]);
        store.delete(StorageKeys.signature(MODEL, "v1"));

        assertThatThrownBy(() -> ModelBundle.fetch(store, KEYS, promoted, folder))
                .isInstanceOf(BundleNotReadyException.class);
    }

    private void assertRefused(TrustedKeys keys, String sentence) {
        assertThatThrownBy(() -> ModelBundle.fetch(store, keys, MODEL, "v1", folder))
                .isExactlyInstanceOf(BrokenBundleException.class)
                .hasMessageStartingWith(sentence);
    }

    @Test
    void shouldTellAMissingVersionFromAStoreThatIsAway() {
        assertThatThrownBy(() -> ModelBundle.fetch(store, KEYS, MODEL, "v1", folder))
                .isInstanceOf(BrokenBundleException.class)
                .hasCauseInstanceOf(ObjectMissingException.class);

        store.failNext(1);

        assertThatThrownBy(() -> ModelBundle.fetch(store, KEYS, MODEL, "v1", folder))
                .isInstanceOf(StoreUnavailableException.class);
    }

    @Test
    void shouldRefuseANameThatCouldLeaveTheFolder() {
        assertThatThrownBy(() -> ModelBundle.fetch(store, KEYS, "..", "v1", folder))
                .isInstanceOf(BrokenBundleException.class);
    }
}

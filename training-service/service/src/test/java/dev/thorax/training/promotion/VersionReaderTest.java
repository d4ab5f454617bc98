package dev.thorax.training.promotion;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.model.InputSpec;
import dev.thorax.contracts.model.Manifest;
import dev.thorax.contracts.storage.Sha256;
import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.testing.model.TestBundles;
import dev.thorax.testing.storage.InMemoryObjectStore;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The networks of a version must be those of its signed manifest, its lung finder, too. */
class VersionReaderTest {
    private final InMemoryObjectStore store = new InMemoryObjectStore(Clock.systemUTC());
    private final VersionReader reader = new VersionReader(store, TestBundles.KEYS.trusted());

    @Test
    void shouldAcceptAVersionWithALungFinder() {
        storeWithLungs();

        assertThatCode(() -> reader.verify(reader.read(TestBundles.MODEL, "v-1")))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {Manifest.MODEL, Manifest.GRADCAM, Manifest.LUNGS})
    void shouldRefuseAVersionOfWhichANetworkWasReplaced(String file) {
        storeWithLungs();
        StoredVersion version = reader.read(TestBundles.MODEL, "v-1");
        store.put(
                StorageKeys.bundleFile(TestBundles.MODEL, "v-1", file),
                "another".getBytes(UTF_8),
                "application/octet-stream");

        assertThatThrownBy(() -> reader.verify(version))
                .isInstanceOf(UnusableVersionException.class)
                .hasMessageContaining("The object store holds another " + file);
    }

    private void storeWithLungs() {
        Map<String, String> digests = new TreeMap<>();
        for (String file : List.of(Manifest.MODEL, Manifest.GRADCAM, Manifest.LUNGS)) {
            byte[] bytes = file.getBytes(UTF_8);
            digests.put(file, Sha256.of(bytes));
            store.put(StorageKeys.bundleFile(TestBundles.MODEL, "v-1", file), bytes, "application/octet-stream");
        }
        InputSpec square = new InputSpec(32, 32, InputSpec.Interpolation.AREA, InputSpec.Fit.LUNGS);
        Manifest manifest = TestBundles.manifest("v-1", square, digests).withLungs(TestBundles.LUNGS);
        TestBundles.storeManifest(store, TestBundles.MODEL, "v-1", Json.write(manifest));
    }
}

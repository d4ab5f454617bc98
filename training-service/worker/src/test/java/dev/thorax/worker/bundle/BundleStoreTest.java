package dev.thorax.worker.bundle;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.model.InputSpec;
import dev.thorax.contracts.model.Manifest;
import dev.thorax.contracts.model.ReportPictures.Reference;
import dev.thorax.contracts.storage.ErasedScan;
import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.testing.storage.InMemoryObjectStore;

import static org.assertj.core.api.Assertions.assertThat;

class BundleStoreTest {
    private final InMemoryObjectStore store = new InMemoryObjectStore(Clock.systemUTC());
    private final BundleStore bundles = new BundleStore(store);

    @Test
    void shouldFindNoBundleBeforeItsManifestIsWritten() {
        store.put(StorageKeys.bundleFile("cnn4", "t-1", Manifest.MODEL), new byte[] {1}, "application/octet-stream");

        assertThat(bundles.find("cnn4", "t-1")).isEmpty();
    }

    @Test
    void shouldWriteEachFileWithItsMediaType() {
        bundles.write(manifest("first"), files());

        assertThat(store.mediaType(StorageKeys.bundleFile("cnn4", "t-1", "report.html")))
                .isEqualTo("text/html; charset=utf-8");
        assertThat(store.mediaType(StorageKeys.bundleFile("cnn4", "t-1", "roc.png")))
                .isEqualTo("image/png");
        assertThat(store.get(StorageKeys.bundleFile("cnn4", "t-1", Manifest.GRADCAM)))
                .containsExactly(2);
    }

    @Test
    void shouldStoreThePicturesOfAReportWithTheirScansButForErasedOnes() {
        store.put(StorageKeys.claim("erased"), Json.write(new ErasedScan(Instant.EPOCH)), "application/json");
        Map<Reference, byte[]> pictures =
                Map.of(new Reference("stored", 1), new byte[] {5}, new Reference("erased", 0), new byte[] {6});

        bundles.write(manifest("first"), new BundleFiles(new byte[] {1}, new byte[] {2}, Map.of(), pictures));

        assertThat(store.get(StorageKeys.reportPicture("stored", "cnn4", "t-1", 1)))
                .containsExactly(5);
        assertThat(store.list("scans/erased/")).containsExactly(StorageKeys.claim("erased"));
    }

    @Test
    void shouldKeepTheVersionThatAnotherReplicaWroteFirst() {
        StoredManifest first = bundles.write(manifest("first"), files());

        StoredManifest second = bundles.write(manifest("second"), files());

        assertThat(second).isEqualTo(first);
        assertThat(second.manifest().engine()).isEqualTo("first");
        assertThat(bundles.find("cnn4", "t-1")).contains(first);
    }

    private static BundleFiles files() {
        return new BundleFiles(
                new byte[] {1}, new byte[] {2}, Map.of("report.html", new byte[] {3}, "roc.png", new byte[] {4}));
    }

    private static Manifest manifest(String engine) {
        return new Manifest(
                "cnn4",
                "t-1",
                List.of("A", "B"),
                new InputSpec(8, 8, InputSpec.Interpolation.AREA),
                Map.of(),
                engine,
                1,
                Instant.EPOCH,
                new Manifest.Data("hospital", "ab", Map.of(), Map.of()),
                Map.of(),
                files().digests());
    }
}

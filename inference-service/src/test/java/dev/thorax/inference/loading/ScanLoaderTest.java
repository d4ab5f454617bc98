package dev.thorax.inference.loading;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.CRC32;

import io.quarkus.runtime.ShutdownEvent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.thorax.contracts.event.ScanStored;
import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.storage.CanonicalVersions;
import dev.thorax.contracts.storage.ErasedScan;
import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.imaging.CanonicalImage;
import dev.thorax.imaging.ModelInput;
import dev.thorax.inference.InferenceFixture;
import dev.thorax.inference.Scans;
import dev.thorax.inference.config.InferenceConfig;
import dev.thorax.inference.loading.LoadedScan.Ready;
import dev.thorax.inference.loading.LoadedScan.Unscorable;
import dev.thorax.onnx.ScoringSession;
import dev.thorax.onnx.opened.OpenedModel;
import dev.thorax.storage.StoreUnavailableException;
import dev.thorax.testing.data.TestPictures;
import dev.thorax.testing.model.TestBundles;
import dev.thorax.testing.model.TinyNetworks;

import static dev.thorax.testing.model.TestBundles.INPUT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

class ScanLoaderTest {
    @TempDir
    private Path folder;

    private final InferenceFixture fixture = new InferenceFixture();
    private final OpenedModel<ScoringSession> model = InferenceFixture.model("v1", 1);
    private ScanLoader loader;

    @BeforeEach
    void start() {
        loader = loader("PT0.1S");
    }

    private ScanLoader loader(String imageWait) {
        InferenceConfig config = InferenceFixture.config(folder, false, imageWait);
        return new ScanLoader(
                fixture.store,
                new DiagnosedScans(fixture.store, config, fixture.metrics),
                config,
                fixture.metrics,
                fixture.clock);
    }

    @AfterEach
    void stop() {
        loader.close();
        model.close();
    }

    @Test
    void shouldLoadThePixelsThatTheNetworkTakes() throws Exception {
        ScanStored event = fixture.scan("scan-1");
        byte[] expected = new byte[INPUT.height() * INPUT.width()];
        ModelInput.write(Scans.image("scan-1"), INPUT, expected, 0);

        LoadedScan loaded = load(Json.write(event));

        assertThat(loaded).isInstanceOfSatisfying(Ready.class, scan -> {
            assertThat(scan.event()).isEqualTo(event);
            assertThat(scan.input().pixels()).isEqualTo(expected);
        });
        assertThat(fixture.registry.get("thorax.inference.loading").timer().count())
                .isEqualTo(1);
    }

    @Test
    void shouldLoadTheSquareAroundTheLungsForANetworkThatSeesThese() throws Exception {
        ScanStored event = fixture.scan("scan-1", TestPictures.lungs(30));
        try (OpenedModel<ScoringSession> withLungs = InferenceFixture.withLungs("v2", 1)) {
            LoadedScan loaded = loader.load(Json.write(event), withLungs).get(60, TimeUnit.SECONDS);

            assertThat(loaded).isInstanceOfSatisfying(Ready.class, scan -> assertThat(scan.input())
                    .usingRecursiveComparison()
                    .isEqualTo(withLungs
                            .preprocessor()
                            .prepare(TestPictures.lungs(30))
                            .orElseThrow()));
        }
    }

    @Test
    void shouldSayThatAScanShowsNoLungs() throws Exception {
        ScanStored event = fixture.scan("scan-1", TestPictures.noise(64, 48, 1, 40));
        try (OpenedModel<ScoringSession> withLungs = InferenceFixture.withLungs("v2", 1)) {
            assertThat(loader.load(Json.write(event), withLungs).get(60, TimeUnit.SECONDS))
                    .isEqualTo(new LoadedScan.WithoutLungs(event));
        }
    }

    @Test
    void shouldLoadNothingWithAVersionThatIsClosed() {
        ScanStored event = fixture.scan("scan-1");
        OpenedModel<ScoringSession> closed = InferenceFixture.withLungs("v2", 1);
        closed.close();

        assertThatThrownBy(() -> loader.load(Json.write(event), closed).get(60, TimeUnit.SECONDS))
                .hasCauseInstanceOf(IllegalStateException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "null", "[]"})
    void shouldRefuseAnEventThatIsNone(String json) throws Exception {
        assertUnscorable(load(json.getBytes(StandardCharsets.UTF_8)), "event-unreadable");
    }

    @Test
    void shouldRefuseAnEventThatNamesTheImageOfAnotherScan() throws Exception {
        fixture.scan("other");

        assertUnscorable(
                load(Json.write(InferenceFixture.event("scan-1", StorageKeys.image("other")))), "event-invalid");
        assertUnscorable(load(Json.write(InferenceFixture.event("../x", "x"))), "event-invalid");
    }

    @Test
    void shouldRefuseAScanWithoutImage() throws Exception {
        assertUnscorable(load(Json.write(InferenceFixture.event("gone", StorageKeys.image("gone")))), "image-missing");
    }

    @Test
    void shouldDropAnErasedScanWithoutWaitingForItsImage() throws Exception {
        loader.close();
        loader = loader("PT5M");
        fixture.store.put(
                StorageKeys.claim("gone"), Json.write(new ErasedScan(InferenceFixture.NOW)), "application/json");

        assertThat(load(Json.write(InferenceFixture.event("gone", StorageKeys.image("gone")))))
                .isInstanceOf(LoadedScan.Erased.class);
    }

    @Test
    void shouldWaitForAnImageThatComesAfterItsEvent() throws Exception {
        loader.close();
        loader = loader("PT5M");

        CompletableFuture<LoadedScan> loading =
                loader.load(Json.write(InferenceFixture.event("late", StorageKeys.image("late"))), model);
        await().atMost(60, TimeUnit.SECONDS)
                .until(() ->
                        fixture.registry.get("thorax.inference.loading").timer().count() >= 2);
        assertThat(loading).isNotDone();
        fixture.scan("late");

        assertThat(loading.get(60, TimeUnit.SECONDS)).isInstanceOf(Ready.class);
    }

    @Test
    void shouldNotWaitLongForAnImageOfAnOldEvent() throws Exception {
        loader.close();
        loader = loader("PT5M");
        byte[] event = Json.write(new ScanStored(
                "old",
                "p-old",
                null,
                null,
                null,
                "0".repeat(64),
                "image/png",
                StorageKeys.image("old"),
                64,
                48,
                InferenceFixture.NOW.minusSeconds(3600)));

        assertUnscorable(load(event), "image-missing");
    }

    @Test
    void shouldEndItsWaitsIfTheServiceStops() {
        loader.close();
        loader = loader("PT5M");
        CompletableFuture<LoadedScan> loading =
                loader.load(Json.write(InferenceFixture.event("late", StorageKeys.image("late"))), model);

        loader.stop(new ShutdownEvent());

        assertThatThrownBy(() -> loading.get(60, TimeUnit.SECONDS)).hasRootCauseInstanceOf(CancellationException.class);
    }

    @ParameterizedTest
    @MethodSource("damaged")
    void shouldRefuseADamagedImage(byte[] png) throws Exception {
        fixture.store.put(StorageKeys.image("torn"), png, "image/png");

        assertUnscorable(
                load(Json.write(InferenceFixture.event("torn", StorageKeys.image("torn")))), "image-unreadable");
    }

    static Stream<byte[]> damaged() {
        byte[] whole = CanonicalImage.toPng(Scans.image("torn"));
        byte[] wide = whole.clone();
        ByteBuffer header = ByteBuffer.wrap(wide).putInt(16, 1_048_577);
        CRC32 crc = new CRC32();
        crc.update(wide, 12, 17);
        header.putInt(29, (int) crc.getValue());
        return Stream.of(new byte[] {1, 2, 3}, Arrays.copyOf(whole, whole.length / 2), wide);
    }

    @Test
    void shouldRefuseAnImageOfAnotherVersionThanTheModelTakes() throws Exception {
        byte[] latest = CanonicalImage.toPng(Scans.image("later"), new CanonicalVersions(2, 2));
        fixture.store.put(StorageKeys.image("later"), latest, "image/png");
        byte[] event = Json.write(InferenceFixture.event("later", StorageKeys.image("later")));

        assertUnscorable(load(event), "image-version");
        try (OpenedModel<ScoringSession> later =
                InferenceFixture.open("v2", TinyNetworks.model(TestBundles.CLASSES.size(), 1), INPUT.ofCanonical(2))) {
            assertThat(loader.load(event, later).get()).isInstanceOf(Ready.class);
        }
    }

    @Test
    void shouldFailIfTheStoreIsAway() {
        ScanStored event = fixture.scan("scan-1");
        fixture.store.failNext(1);

        assertThatThrownBy(() -> load(Json.write(event)))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(StoreUnavailableException.class);
    }

    private LoadedScan load(byte[] event) throws Exception {
        return loader.load(event, model).get(60, TimeUnit.SECONDS);
    }

    private static void assertUnscorable(LoadedScan loaded, String reason) {
        assertThat(loaded).isInstanceOfSatisfying(Unscorable.class, scan -> {
            assertThat(scan.reason()).isEqualTo(reason);
            assertThat(scan.detail()).endsWith(".");
        });
    }
}

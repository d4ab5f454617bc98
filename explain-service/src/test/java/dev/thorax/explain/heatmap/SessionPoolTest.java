package dev.thorax.explain.heatmap;

import java.nio.file.Files;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dev.thorax.contracts.event.ModelPromoted;
import dev.thorax.contracts.model.Manifest;
import dev.thorax.contracts.model.ModelVersion;
import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.explain.ExplainFixture;
import dev.thorax.explain.model.Promotions;
import dev.thorax.explain.problem.ExplanationException;
import dev.thorax.explain.problem.ExplanationException.Reason;
import dev.thorax.storage.StoreUnavailableException;
import dev.thorax.testing.model.TestBundles;
import dev.thorax.testing.model.TinyNetworks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SessionPoolTest {
    private static final ModelVersion V1 = new ModelVersion(TestBundles.MODEL, "v1");

    private final ExplainFixture fixture = new ExplainFixture();
    private final HeatMapFixture heatMaps = new HeatMapFixture(fixture);
    private final SessionPool pool = heatMaps.pool;

    @AfterEach
    void stop() throws Exception {
        heatMaps.close();
    }

    @Test
    void shouldKeepAnOpenedVersionOpen() {
        ModelVersion version = fixture.version("v1", 1);
        pool.warmUp(version);
        fixture.store.failNext(100);

        assertThat(pool.with(version, GradCamExplainer::classes)).isEqualTo(TestBundles.CLASSES);
    }

    @Test
    void shouldCloseTheLeastRecentlyUsedVersion() {
        ModelVersion first = fixture.version("v1", 1);
        ModelVersion second = fixture.version("v2", 2);
        pool.warmUp(first);
        pool.warmUp(second);
        pool.warmUp(first);

        pool.warmUp(fixture.version("v3", 3));

        fixture.store.failNext(100);
        assertThat(pool.with(first, GradCamExplainer::classes)).isNotEmpty();
        assertThatThrownBy(() -> pool.with(second, GradCamExplainer::classes))
                .isInstanceOf(StoreUnavailableException.class);
    }

    @Test
    void shouldLetAVersionInUseEndItsWork() {
        ModelVersion first = fixture.version("v1", 1);
        fixture.scan("scan-1");
        byte[] png = fixture.store.get(StorageKeys.image("scan-1"));

        Map<String, Double> probabilities = pool.with(first, explainer -> {
            pool.warmUp(fixture.version("v2", 2));
            pool.warmUp(fixture.version("v3", 3));
            return explainer.explain(png, "NORMAL").probabilities();
        });

        assertThat(probabilities.keySet()).containsExactlyElementsOf(TestBundles.CLASSES);
    }

    @Test
    void shouldRefuseTheVersionInProductionIfTheStoreHoldsAnotherThanWasPromoted() {
        ModelPromoted promoted = TestBundles.store(fixture.store, "v1", 1);
        TestBundles.store(fixture.store, "v1", 2);
        Promotions.deliver(heatMaps.production, promoted);

        assertReason(new ModelVersion(TestBundles.MODEL, "v1"), Reason.UNUSABLE_VERSION);

        TestBundles.store(fixture.store, "v1", 1);
        pool.warmUp(new ModelVersion(TestBundles.MODEL, "v1"));
    }

    @Test
    void shouldRefuseAnEarlierVersionIfTheStoreHoldsAnotherThanWasPromoted() {
        ModelPromoted first = TestBundles.store(fixture.store, "v1", 1);
        TestBundles.decide(fixture.store, "p-1", first, TestBundles.TIME);
        Promotions.deliver(heatMaps.production, TestBundles.store(fixture.store, "v2", 2));
        byte[] model = fixture.store.get(StorageKeys.bundleFile(TestBundles.MODEL, "v1", Manifest.MODEL));
        TestBundles.store(
                fixture.store,
                "v1",
                TestBundles.INPUT,
                Map.of(Manifest.MODEL, model, Manifest.GRADCAM, TinyNetworks.gradCam(3, 7)));

        assertReason(V1, Reason.UNUSABLE_VERSION);

        TestBundles.store(fixture.store, "v1", 1);
        pool.warmUp(V1);
    }

    @Test
    void shouldCloseAVersionThatIsAnotherThanIsPromotedLater() {
        ModelPromoted promoted = TestBundles.store(fixture.store, "v1", 1);
        TestBundles.store(fixture.store, "v1", 2);
        pool.warmUp(V1);

        Promotions.deliver(heatMaps.production, promoted);

        assertReason(V1, Reason.UNUSABLE_VERSION);
    }

    @Test
    void shouldKeepAVersionOpenThatIsPromotedLater() {
        ModelPromoted promoted = TestBundles.store(fixture.store, "v1", 1);
        pool.warmUp(V1);
        fixture.store.failNext(100);

        Promotions.deliver(heatMaps.production, promoted);

        assertThat(pool.with(V1, GradCamExplainer::classes)).isNotEmpty();
    }

    @Test
    void shouldOpenAVersionWhileTheDownloadOfAnotherHangs() throws Exception {
        fixture.version("v1", 1);
        ModelVersion second = fixture.version("v2", 2);
        String hanging = "read " + StorageKeys.bundleFile(TestBundles.MODEL, "v1", Manifest.GRADCAM);
        CountDownLatch hangs = new CountDownLatch(1);
        CountDownLatch mayEnd = new CountDownLatch(1);
        fixture.store.beforeEachCall(call -> {
            if (call.equals(hanging)) {
                hangs.countDown();
                awaitEnd(mayEnd);
            }
        });
        CompletableFuture<Void> first = CompletableFuture.runAsync(() -> pool.warmUp(V1));
        assertThat(hangs.await(60, TimeUnit.SECONDS)).isTrue();

        CompletableFuture.runAsync(() -> pool.warmUp(second)).get(60, TimeUnit.SECONDS);

        mayEnd.countDown();
        first.get(60, TimeUnit.SECONDS);
    }

    @Test
    void shouldRefuseAVersionThatIsNotThere() {
        assertReason(new ModelVersion(TestBundles.MODEL, "gone"), Reason.VERSION_GONE);
    }

    @Test
    void shouldRefuseAVersionThatCannotExplain() {
        TestBundles.store(fixture.store, "v1", TestBundles.INPUT, Map.of(Manifest.GRADCAM, TinyNetworks.model(3, 1)));

        assertReason(new ModelVersion(TestBundles.MODEL, "v1"), Reason.UNUSABLE_VERSION);
    }

    @Test
    void shouldFetchFilesIntoItsFolder() throws Exception {
        pool.warmUp(fixture.version("v1", 1));

        assertThat(Files.exists(heatMaps.folder.resolve("tiny/v1").resolve(Manifest.GRADCAM)))
                .isTrue();
    }

    private static void awaitEnd(CountDownLatch mayEnd) {
        try {
            mayEnd.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void assertReason(ModelVersion version, Reason reason) {
        assertThatThrownBy(() -> pool.warmUp(version))
                .isInstanceOfSatisfying(
                        ExplanationException.class, e -> assertThat(e.reason()).isEqualTo(reason));
    }
}

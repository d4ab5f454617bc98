package dev.thorax.explain.heatmap;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;

import io.quarkus.runtime.StartupEvent;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dev.thorax.contracts.event.ModelPromoted;
import dev.thorax.contracts.model.Manifest;
import dev.thorax.contracts.model.ModelVersion;
import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.explain.ExplainFixture;
import dev.thorax.explain.model.ProductionModel;
import dev.thorax.explain.model.Promotions;
import dev.thorax.storage.Backoff;
import dev.thorax.testing.model.TestBundles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class ProductionWarmUpTest {
    private static final Duration LONG = Duration.ofSeconds(60);

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
    private final InstantSource source = now::get;
    private final Clock clock = source.withZone(ZoneOffset.UTC);
    private final ExplainFixture fixture = new ExplainFixture();
    private final HeatMapFixture heatMaps = new HeatMapFixture(fixture);
    private final ProductionModel production = Promotions.none();
    private final ProductionWarmUp warmUp = new ProductionWarmUp(
            production,
            heatMaps.pool,
            fixture.metrics,
            clock,
            Backoff.between(Duration.ofMillis(10), Duration.ofMillis(20)));

    @AfterEach
    void stop() throws Exception {
        warmUp.stop();
        heatMaps.close();
    }

    @Test
    void shouldOpenAVersionWhenItIsPromotedToProduction() {
        warmUp.start(new StartupEvent());

        Promotions.deliver(production, TestBundles.store(fixture.store, "v1", 1));

        await().atMost(LONG).until(() -> warmUps("ready") == 1);
        fixture.store.failNext(100);
        assertThat(heatMaps.pool.with(new ModelVersion(TestBundles.MODEL, "v1"), GradCamExplainer::classes))
                .isEqualTo(TestBundles.CLASSES);
    }

    @Test
    void shouldCountAVersionThatCannotBeOpenedAndContinue() {
        warmUp.start(new StartupEvent());
        ModelPromoted broken = TestBundles.store(fixture.store, "v1", 1);
        fixture.store.delete(StorageKeys.bundleFile(TestBundles.MODEL, "v1", Manifest.GRADCAM));

        Promotions.deliver(production, broken);
        await().atMost(LONG).until(() -> warmUps("failed") >= 1);
        Promotions.deliver(production, TestBundles.store(fixture.store, "v2", 2));

        await().atMost(LONG).until(() -> warmUps("ready") == 1);
    }

    @Test
    void shouldOpenAVersionWhoseFileComesLater() {
        warmUp.start(new StartupEvent());
        ModelPromoted promoted = TestBundles.store(fixture.store, "v1", 1);
        String key = StorageKeys.bundleFile(TestBundles.MODEL, "v1", Manifest.GRADCAM);
        byte[] late = fixture.store.get(key);
        fixture.store.delete(key);
        Promotions.deliver(production, promoted);
        await().atMost(LONG).until(() -> warmUps("failed") >= 1);
        now.set(Instant.EPOCH.plusSeconds(601));
        assertThat(ProductionVersionReadiness.state(warmUp.waits(), Duration.ofMinutes(10))
                        .getStatus())
                .isEqualTo(Status.DOWN);

        fixture.store.put(key, late, "application/octet-stream");

        await().atMost(LONG).until(() -> warmUps("ready") == 1);
        await().atMost(LONG).until(() -> warmUp.waits().isZero());
        assertThat(ProductionVersionReadiness.state(warmUp.waits(), Duration.ofMinutes(10))
                        .getStatus())
                .isEqualTo(Status.UP);
    }

    private double warmUps(String outcome) {
        return fixture.registry.find("thorax.explain.warmups").tag("outcome", outcome).counters().stream()
                .mapToDouble(counter -> counter.count())
                .sum();
    }
}

package dev.thorax.explain;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.UUID;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.config.SmallRyeConfigBuilder;

import dev.thorax.contracts.event.Diagnosis;
import dev.thorax.contracts.event.Outcome;
import dev.thorax.contracts.event.UndeterminedReason;
import dev.thorax.contracts.model.ModelVersion;
import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.explain.config.ExplainConfig;
import dev.thorax.explain.metrics.ExplainMetrics;
import dev.thorax.imaging.CanonicalImage;
import dev.thorax.imaging.GreyImage;
import dev.thorax.runtime.config.ExplainUrls;
import dev.thorax.runtime.config.ServiceConfig;
import dev.thorax.testing.model.TestBundles;
import dev.thorax.testing.storage.InMemoryObjectStore;

/** Scans, versions, diagnoses, configuration and metrics for tests without Kafka and without an S3 server. */
public final class ExplainFixture {
    public static final Instant NOW = Instant.parse("2026-02-03T04:05:06Z");

    public final Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
    public final InMemoryObjectStore store = new InMemoryObjectStore(clock);
    public final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    public final ExplainMetrics metrics = new ExplainMetrics(registry);

    /** Returns a configuration with one worker, no queue, two open versions, three diagnoses in the list and a new folder. */
    public static ExplainConfig config() {
        return mapping(
                ExplainConfig.class,
                Map.of(
                        "thorax.explain.workers", "1",
                        "thorax.explain.queue", "0",
                        "thorax.explain.open-versions", "2",
                        "thorax.explain.models", "target/models/" + UUID.randomUUID(),
                        "thorax.explain.latest", "3"));
    }

    /** Returns URLs below {@code http://explain.example}. */
    public static ExplainUrls explainUrls() {
        return new ExplainUrls(mapping(
                ServiceConfig.class,
                Map.of("thorax.instance", "test", "thorax.explain.url", "http://explain.example")));
    }

    /** Stores a bundle with random weights. */
    public ModelVersion version(String version, long seed) {
        TestBundles.store(store, version, seed);
        return new ModelVersion(TestBundles.MODEL, version);
    }

    /** Stores the canonical image of a scan: a gradient. */
    public void scan(String scanId) {
        byte[] pixels = new byte[64 * 64];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) (i % 64 * 3 + i / 64);
        }
        scan(scanId, new GreyImage(64, 64, pixels));
    }

    /** Stores {@code image} as the canonical image of a scan. */
    public void scan(String scanId, GreyImage image) {
        store.put(StorageKeys.image(scanId), CanonicalImage.toPng(image), "image/png");
    }

    /** Returns a diagnosis by {@code version}, made {@code second} seconds after {@link #NOW}. */
    public static Diagnosis diagnosis(String scanId, String version, int second) {
        return new Diagnosis(
                scanId,
                null,
                "NORMAL",
                Map.of("NORMAL", 1.0),
                TestBundles.MODEL,
                version,
                null,
                StorageKeys.image(scanId),
                1,
                NOW,
                NOW.plusSeconds(second),
                null);
    }

    /** Returns the diagnosis of a scan that is unlike the training scans. */
    public static Diagnosis undetermined(String scanId, String version) {
        return new Diagnosis(
                scanId,
                null,
                Outcome.UNDETERMINED,
                UndeterminedReason.UNLIKE_TRAINING_SCANS,
                null,
                null,
                null,
                TestBundles.CLASSES,
                TestBundles.MODEL,
                version,
                null,
                StorageKeys.image(scanId),
                null,
                1,
                NOW,
                NOW,
                null);
    }

    /** Returns how often the network was run. */
    public long computed() {
        return registry.get("thorax.explain.compute").timer().count();
    }

    private static <T> T mapping(Class<T> type, Map<String, String> values) {
        return new SmallRyeConfigBuilder()
                .withMapping(type)
                .withDefaultValues(values)
                .build()
                .getConfigMapping(type);
    }
}

package dev.thorax.inference;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.function.UnaryOperator;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.config.SmallRyeConfigBuilder;
import org.apache.kafka.clients.consumer.ConsumerRecord;

import dev.thorax.contracts.event.ScanStored;
import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.model.Gate;
import dev.thorax.contracts.model.InputSpec;
import dev.thorax.contracts.model.Manifest;
import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.contracts.topic.Topics;
import dev.thorax.imaging.CanonicalImage;
import dev.thorax.imaging.GreyImage;
import dev.thorax.inference.config.InferenceConfig;
import dev.thorax.inference.metrics.InferenceMetrics;
import dev.thorax.onnx.OnnxSessions;
import dev.thorax.onnx.ScoringSession;
import dev.thorax.onnx.lungs.LungFinder;
import dev.thorax.onnx.lungs.Preprocessor;
import dev.thorax.onnx.opened.OpenedModel;
import dev.thorax.runtime.config.ExplainUrls;
import dev.thorax.runtime.config.OnnxConfig;
import dev.thorax.runtime.config.ServiceConfig;
import dev.thorax.testing.model.TestBundles;
import dev.thorax.testing.model.TinyNetworks;
import dev.thorax.testing.storage.InMemoryObjectStore;

/** Scans, models, configuration and metrics for tests without Kafka and without an S3 server. */
public final class InferenceFixture {
    public static final Instant NOW = Instant.parse("2026-02-03T04:05:06Z");

    public final Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
    public final InMemoryObjectStore store = new InMemoryObjectStore(clock);
    public final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    public final InferenceMetrics metrics = new InferenceMetrics(registry);

    /** Returns a configuration with batches of four and short pauses. */
    public static InferenceConfig config(Path cache) {
        return config(cache, false);
    }

    /** Returns the same configuration with or without scoring scans again. */
    public static InferenceConfig config(Path cache, boolean rescore) {
        return config(cache, rescore, "PT0.1S");
    }

    /** Returns the same configuration with another wait for missing images. */
    public static InferenceConfig config(Path cache, boolean rescore, String imageWait) {
        return mapping(
                InferenceConfig.class,
                Map.of(
                        "thorax.inference.cache",
                        cache.toString(),
                        "thorax.inference.batch",
                        "4",
                        "thorax.inference.rescore",
                        rescore ? "all" : "undiagnosed",
                        "thorax.inference.image-wait",
                        imageWait,
                        "thorax.inference.retry",
                        "PT0.02S"));
    }

    /** Returns a configuration of ONNX Runtime with one thread. */
    public static OnnxConfig onnx() {
        return mapping(OnnxConfig.class, Map.of("thorax.onnx.threads", "1"));
    }

    /** Returns URLs below {@code http://explain.example}. */
    public static ExplainUrls explainUrls() {
        return new ExplainUrls(mapping(
                ServiceConfig.class,
                Map.of("thorax.instance", "test", "thorax.explain.url", "http://explain.example//")));
    }

    private static <T> T mapping(Class<T> type, Map<String, String> values) {
        return new SmallRyeConfigBuilder()
                .withMapping(type)
                .withDefaultValues(values)
                .build()
                .getConfigMapping(type);
    }

    /** Returns a tiny model of {@link TestBundles#INPUT}, open. */
    public static OpenedModel<ScoringSession> model(String version, long seed) {
        byte[] model = TinyNetworks.model(TestBundles.CLASSES.size(), seed);
        return open(version, model, TestBundles.INPUT);
    }

    /** Returns a tiny model, open, whose gate refuses pictures that are brighter than {@code limits} allow. */
    public static OpenedModel<ScoringSession> gated(String version, long seed, Gate.Limits limits) {
        byte[] model = TinyNetworks.gatedModel(TestBundles.CLASSES.size(), seed);
        return OpenedModel.of(
                TestBundles.manifest(version, TestBundles.INPUT, Map.of(), Gate.of(limits)),
                "digest-of-" + version,
                ScoringSession.open(new OnnxSessions(1), model, TestBundles.INPUT, TestBundles.CLASSES.size(), true),
                Preprocessor.of(TestBundles.INPUT),
                session -> {});
    }

    /** Returns a tiny model, open, that sees the square around bright lungs. */
    public static OpenedModel<ScoringSession> withLungs(String version, long seed) {
        InputSpec square = new InputSpec(32, 32, InputSpec.Interpolation.AREA, InputSpec.Fit.LUNGS);
        OnnxSessions sessions = new OnnxSessions(1);
        return OpenedModel.of(
                TestBundles.manifest(version, square, Map.of()).withLungs(TestBundles.LUNGS),
                "digest-of-" + version,
                ScoringSession.open(
                        sessions,
                        TinyNetworks.model(TestBundles.CLASSES.size(), seed),
                        square,
                        TestBundles.CLASSES.size()),
                Preprocessor.of(square, LungFinder.open(sessions, TinyNetworks.lungs(), TestBundles.LUNGS.input())),
                session -> {});
    }

    /** Returns a tiny model, open, whose manifest {@code change} changes. */
    public static OpenedModel<ScoringSession> open(UnaryOperator<Manifest> change, String version, long seed) {
        byte[] model = TinyNetworks.model(TestBundles.CLASSES.size(), seed);
        return OpenedModel.of(
                change.apply(TestBundles.manifest(version, TestBundles.INPUT, Map.of())),
                "digest-of-" + version,
                ScoringSession.open(new OnnxSessions(1), model, TestBundles.INPUT, TestBundles.CLASSES.size()),
                Preprocessor.of(TestBundles.INPUT),
                session -> {});
    }

    /** Returns an opened {@code model} that was not warmed up. */
    public static OpenedModel<ScoringSession> open(String version, byte[] model, InputSpec input) {
        Manifest manifest = TestBundles.manifest(version, input, Map.of());
        return OpenedModel.of(
                manifest,
                "digest-of-" + version,
                ScoringSession.open(
                        new OnnxSessions(1), model, input, manifest.classes().size()),
                Preprocessor.of(input),
                session -> {});
    }

    /** Stores the canonical image of a scan and returns its event. */
    public ScanStored scan(String scanId) {
        return scan(scanId, Scans.image(scanId));
    }

    /** Stores {@code image} as the canonical image of a scan and returns its event. */
    public ScanStored scan(String scanId, GreyImage image) {
        store.put(StorageKeys.image(scanId), CanonicalImage.toPng(image), "image/png");
        return event(scanId, StorageKeys.image(scanId));
    }

    /** Returns the event of a scan whose image has {@code imageKey}. */
    public static ScanStored event(String scanId, String imageKey) {
        return new ScanStored(
                scanId,
                "p-" + scanId,
                null,
                null,
                null,
                "0".repeat(64),
                "image/png",
                imageKey,
                64,
                48,
                NOW.minusSeconds(9));
    }

    /** Returns a record of {@link Topics#SCANS_STORED}. */
    public static ConsumerRecord<String, byte[]> record(long offset, ScanStored event) {
        return new ConsumerRecord<>(Topics.SCANS_STORED, 0, offset, event.scanId(), Json.write(event));
    }
}

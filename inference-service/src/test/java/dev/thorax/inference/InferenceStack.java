package dev.thorax.inference;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

import dev.thorax.contracts.event.Diagnosis;
import dev.thorax.contracts.event.ModelPromoted;
import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.model.InputSpec;
import dev.thorax.contracts.model.Manifest;
import dev.thorax.contracts.topic.Topics;
import dev.thorax.servers.ServiceProcess;
import dev.thorax.servers.TestStack;
import dev.thorax.testing.model.TestBundles;

import static org.assertj.core.api.Assertions.assertThat;

/** A broker and a store with the packaged service in one or more replicas. */
final class InferenceStack implements AutoCloseable {
    private final Path folder;
    private final TestStack stack;

    InferenceStack(Path folder) {
        this.folder = folder;
        this.stack = TestStack.start(folder);
        stack.trust(TestBundles.KEYS.trusted());
    }

    TestStack stack() {
        return stack;
    }

    /** Starts a replica. A killed one loses its partitions after six seconds, the least that a broker allows. */
    ServiceProcess launch(String instance) {
        return launch(instance, List.of("-Xmx1g"));
    }

    /** Starts a replica with options of its JVM. */
    ServiceProcess launch(String instance, List<String> jvmOptions) {
        return launch(instance, jvmOptions, Map.of());
    }

    /** Starts a replica with more settings. */
    ServiceProcess launch(String instance, List<String> jvmOptions, Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(settings);
        all.putAll(Map.of(
                "thorax.instance",
                instance,
                "thorax.inference.batch",
                "4",
                "thorax.inference.cache",
                folder.resolve("models").toString(),
                "kafka.session.timeout.ms",
                "6000",
                "kafka.heartbeat.interval.ms",
                "1500"));
        return stack.service(Path.of(System.getProperty("thorax.service.jar")), all, jvmOptions);
    }

    /** Stores a version and promotes it to production. */
    void promote(String version, long seed) {
        announce(TestBundles.store(stack.store(), version, seed));
    }

    /** Stores {@code model} as a version. */
    ModelPromoted store(String version, InputSpec input, byte[] model) {
        return TestBundles.store(stack.store(), version, input, Map.of(Manifest.MODEL, model));
    }

    /** Promotes a stored version to candidate now. */
    void promoteToCandidate(ModelPromoted stored) {
        announce(TestBundles.asCandidate(stored, Instant.now()));
    }

    void announce(ModelPromoted promoted) {
        stack.produce(Topics.MODELS, promoted.slot(), Json.write(promoted), Map.of());
    }

    static String ready(ServiceProcess service) throws IOException {
        return get(service, "/q/health/ready");
    }

    static String get(ServiceProcess service, String path) throws IOException {
        try (InputStream answer = service.management().resolve(path).toURL().openStream()) {
            return new String(answer.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        }
    }

    static void awaitLog(ServiceProcess service, String... texts) {
        await().untilAsserted(() -> assertThat(Files.readString(service.log())).contains(texts));
    }

    static ConditionFactory await() {
        return Awaitility.await().atMost(Duration.ofMinutes(10)).pollInterval(Duration.ofMillis(300));
    }

    /** Waits until production has diagnosed each of {@code ids}, whose prefix is {@code prefix}, exactly once. */
    void awaitProduction(String prefix, List<String> ids) {
        await().untilAsserted(() -> assertThat(Scans.diagnoses(stack, prefix))
                .extracting(Diagnosis::scanId)
                .containsExactlyInAnyOrderElementsOf(ids));
    }

    /** Waits until the candidate has diagnosed each of {@code ids}, whose prefix is {@code prefix}, exactly once. */
    void awaitCandidate(String prefix, List<String> ids) {
        await().untilAsserted(() -> assertThat(Scans.candidates(stack, prefix))
                .extracting(Diagnosis::scanId)
                .containsExactlyInAnyOrderElementsOf(ids));
    }

    @Override
    public void close() {
        stack.close();
    }
}

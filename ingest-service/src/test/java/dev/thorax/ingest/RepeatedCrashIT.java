package dev.thorax.ingest;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.contracts.topic.RejectionHeaders;
import dev.thorax.contracts.topic.Topics;
import dev.thorax.servers.ServiceProcess;
import dev.thorax.servers.TestStack;
import dev.thorax.testing.data.TestPictures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The service when it is killed in the middle of a scan. */
class RepeatedCrashIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    Path folder;

    @Test
    void shouldMarkAScanAtWorkAndRefuseItAtTheThirdTime() throws Exception {
        TestStack backing = TestStack.start(folder);
        try {
            // Given: a service that is killed while its decoders hold a scan
            try (ServiceProcess first = launch(backing)) {
                stopDecoders(first);
                send(backing, "killer");
                await().atMost(PATIENCE).until(() -> backing.store().exists(StorageKeys.attempt("killer")));
                kill(first);
            }
            Map<?, ?> mark = Json.read(backing.store().get(StorageKeys.attempt("killer")), Map.class);
            assertThat(mark.get("attempts")).isEqualTo(1);

            // When: another one ended there, too
            Map<String, Object> second = Map.of("origin", mark.get("origin"), "attempts", 2, "process", "another");
            backing.store().put(StorageKeys.attempt("killer"), Json.write(second), "application/json");
            launch(backing);
            send(backing, "next");

            // Then
            awaitKey(backing, Topics.SCANS_STORED, "next");
            ConsumerRecord<String, byte[]> refused = awaitKey(backing, Topics.SCANS_REJECTED, "killer");
            assertThat(new String(
                            refused.headers()
                                    .lastHeader(RejectionHeaders.REASON)
                                    .value(),
                            StandardCharsets.UTF_8))
                    .isEqualTo("repeated-crash");
        } finally {
            backing.close();
        }
    }

    @Test
    void shouldServeAScanAtWhichTheServiceWasKilledOnce() throws Exception {
        TestStack backing = TestStack.start(folder);
        try {
            try (ServiceProcess first = launch(backing)) {
                stopDecoders(first);
                send(backing, "once");
                await().atMost(PATIENCE).until(() -> backing.store().exists(StorageKeys.attempt("once")));
                kill(first);
            }
            launch(backing);
            awaitKey(backing, Topics.SCANS_STORED, "once");
            assertThat(backing.store().exists(StorageKeys.attempt("once"))).isFalse();
        } finally {
            backing.close();
        }
    }

    private static ServiceProcess launch(TestStack backing) {
        return backing.service(
                Path.of(System.getProperty("thorax.service.jar")),
                Map.of("thorax.instance", "it", "thorax.ingest.decode.deadline", "10m"));
    }

    /** Ends a service and its decoders, which cannot end by themselves while they are stopped. */
    private static void kill(ServiceProcess service) {
        List<ProcessHandle> decoders = decoders(service);
        service.kill();
        decoders.forEach(ProcessHandle::destroyForcibly);
    }

    private static List<ProcessHandle> decoders(ServiceProcess service) {
        return ProcessHandle.of(service.jvm().pid()).orElseThrow().children().toList();
    }

    private static void stopDecoders(ServiceProcess service) throws Exception {
        for (ProcessHandle decoder :
                ProcessHandle.of(service.jvm().pid()).orElseThrow().children().toList()) {
            new ProcessBuilder("kill", "-STOP", Long.toString(decoder.pid()))
                    .inheritIO()
                    .start()
                    .waitFor();
        }
    }

    private static void send(TestStack backing, String id) {
        backing.produce(Topics.SCANS, id, TestPictures.png(id.hashCode()), Map.of("ce_id", id));
    }

    private static ConsumerRecord<String, byte[]> awaitKey(TestStack backing, String topic, String key) {
        return await().atMost(PATIENCE)
                .until(
                        () -> backing.records(topic).stream()
                                .filter(answer -> answer.key().equals(key))
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }
}

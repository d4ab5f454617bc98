package dev.thorax.ingest;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.AbstractMap.SimpleEntry;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.contracts.topic.RejectionHeaders;
import dev.thorax.contracts.topic.Topics;
import dev.thorax.runtime.attempt.AttemptMark;
import dev.thorax.servers.FreePorts;
import dev.thorax.servers.ServiceProcess;
import dev.thorax.servers.TestStack;
import dev.thorax.testing.data.TestPictures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The service when it ends in the middle of a record. */
class RepeatedCrashIT {
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final String MARK = StorageKeys.attemptMark(Topics.SCANS, 0);

    /** Kafka's client takes some 97 bytes of heap for a header of two bytes. */
    private static final int TOO_MANY_HEADERS = 1_800_000;

    @TempDir
    Path folder;

    private TestStack backing;

    @BeforeEach
    void start() {
        backing = TestStack.start(folder);
    }

    @AfterEach
    void stop() {
        backing.close();
    }

    @Test
    void shouldMarkAScanAtWorkAndRefuseItAfterTheThirdEnd() throws Exception {
        // Given: a service that is killed while its decoders hold a scan
        killedAt("killer");
        AttemptMark mark = mark();
        assertThat(mark.from()).isEqualTo(mark.to());

        // When: two others ended there, too
        AttemptMark third = new AttemptMark("another", mark.from(), mark.to(), 2, true);
        backing.store().put(MARK, Json.write(third), "application/json");
        launch();
        send("next");

        // Then
        awaitKey(Topics.SCANS_STORED, "next");
        assertThat(reason(awaitKey(Topics.SCANS_REJECTED, "killer"))).isEqualTo("repeated-crash");
    }

    @Test
    void shouldServeAScanAtWhichTheServiceWasKilledOnce() throws Exception {
        killedAt("once");
        launch();
        awaitKey(Topics.SCANS_STORED, "once");
        assertThat(backing.records(Topics.SCANS_REJECTED)).isEmpty();
    }

    @Test
    void shouldSkipARecordThatEndsItWhileItIsRead() {
        ServiceProcess before = launch();
        send("first");
        awaitKey(Topics.SCANS_STORED, "first");
        before.stop();
        backing.produce(
                Topics.SCANS, 0, null, new byte[0], Collections.nCopies(TOO_MANY_HEADERS, new SimpleEntry<>("", null)));
        send("next");

        // When: it ends two processes, and a third one had ended there, too
        endsWhileItReads();
        endsWhileItReads();
        AttemptMark mark = mark();
        assertThat(mark.ended()).isEqualTo(1);
        AttemptMark third = new AttemptMark("another", mark.from(), mark.to(), 2, false);
        backing.store().put(MARK, Json.write(third), "application/json");
        launch();

        // Then
        awaitKey(Topics.SCANS_STORED, "next");
        assertThat(backing.records(Topics.SCANS_REJECTED)).singleElement().satisfies(refused -> {
            assertThat(reason(refused)).isEqualTo("repeated-crash");
            assertThat(header(refused, RejectionHeaders.ORIGIN)).startsWith("thorax.scans-0@");
        });
    }

    private void endsWhileItReads() {
        try (ServiceProcess service = launchSmall()) {
            await().atMost(PATIENCE).until(() -> !service.jvm().isAlive());
        }
    }

    private void killedAt(String id) throws Exception {
        try (ServiceProcess service = launch()) {
            stopDecoders(service);
            send(id);
            await().atMost(PATIENCE).ignoreExceptions().until(() -> mark().to() < Long.MAX_VALUE);
            kill(service);
        }
    }

    private AttemptMark mark() {
        return Json.read(backing.store().get(MARK), AttemptMark.class);
    }

    private ServiceProcess launch() {
        return backing.service(
                Path.of(System.getProperty("thorax.service.jar")),
                Map.of("thorax.instance", "it", "thorax.ingest.decode.deadline", "10m"));
    }

    private ServiceProcess launchSmall() {
        Map<String, String> settings = new TreeMap<>(backing.settings());
        settings.put("thorax.instance", "it");
        return ServiceProcess.launch(
                "small",
                Path.of(System.getProperty("thorax.service.jar")),
                FreePorts.one(),
                folder.resolve("services"),
                List.of("-Xmx160m"),
                settings);
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
        for (ProcessHandle decoder : decoders(service)) {
            new ProcessBuilder("kill", "-STOP", Long.toString(decoder.pid()))
                    .inheritIO()
                    .start()
                    .waitFor();
        }
    }

    private void send(String id) {
        byte[] bytes = id.getBytes(StandardCharsets.UTF_8);
        backing.produce(Topics.SCANS, 0, bytes, TestPictures.png(id.hashCode()), List.of(Map.entry("ce_id", bytes)));
    }

    private ConsumerRecord<String, byte[]> awaitKey(String topic, String key) {
        return await().atMost(PATIENCE)
                .until(
                        () -> backing.records(topic).stream()
                                .filter(answer -> answer.key().equals(key))
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }

    private static String reason(ConsumerRecord<String, byte[]> rejection) {
        return header(rejection, RejectionHeaders.REASON);
    }

    private static String header(ConsumerRecord<String, byte[]> rejection, String name) {
        return new String(rejection.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }
}

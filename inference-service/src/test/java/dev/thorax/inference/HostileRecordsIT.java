package dev.thorax.inference;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

import dev.thorax.contracts.event.Diagnosis;
import dev.thorax.contracts.event.ModelPromoted;
import dev.thorax.contracts.event.ScanStored;
import dev.thorax.contracts.event.Slot;
import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.contracts.topic.Topics;
import dev.thorax.imaging.CanonicalImage;
import dev.thorax.servers.AnswerReader;
import dev.thorax.servers.ServiceProcess;
import dev.thorax.servers.TestStack;
import dev.thorax.testing.model.TestBundles;
import dev.thorax.testing.records.HostileFields;
import dev.thorax.testing.records.HostileRecord;
import dev.thorax.testing.records.HostileRecords;
import dev.thorax.testing.records.HostileRun;

import static dev.thorax.inference.InferenceStack.ready;
import static org.assertj.core.api.Assertions.assertThat;

/** No record of a consumed topic stops the service. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class HostileRecordsIT {
    @TempDir
    private static Path folder;

    private static InferenceStack inference;
    private static TestStack stack;
    private static ServiceProcess service;
    private static ModelPromoted v1;
    private static ModelPromoted v2;
    private static AnswerReader diagnoses;

    @BeforeAll
    static void start() {
        inference = new InferenceStack(folder);
        stack = inference.stack();
        service = inference.launch("hostile", List.of("-Xmx384m", "-XX:+ExitOnOutOfMemoryError"));
        v1 = TestBundles.store(stack.store(), "v1", 1);
        v2 = TestBundles.store(stack.store(), "v2", 2);
        inference.announce(v1);
        diagnoses = AnswerReader.open(stack, Topics.DIAGNOSES);
    }

    @AfterAll
    static void stop() {
        diagnoses.close();
        inference.close();
    }

    @Test
    @Order(1)
    void shouldAnswerEveryStoredScanAndTheNextOne() {
        List<HostileRecord> records = HostileRecords.ofEvent(Scans.event("hostile"));
        store("hostile");

        run(Topics.SCANS_STORED, records, id -> {
            score(id);
            diagnoses.await(id);
        });

        try (AnswerReader failed = AnswerReader.open(stack, Topics.DIAGNOSES_FAILED)) {
            stack.produce(Topics.SCANS_STORED, 0, bytes("last"), bytes("{}"), List.of());
            failed.await("last");
            assertThat(failed.count() + diagnoses.count()).isEqualTo(2 * records.size() + 1);
        }
    }

    @Test
    @Order(2)
    void shouldServeTheNextPromotionAfterEveryOther() {
        ModelPromoted candidate = TestBundles.asCandidate(v1, Instant.EPOCH);
        List<HostileRecord> records = new ArrayList<>(HostileRecords.ofEvent(v1));
        records.addAll(HostileFields.of(Slot.CANDIDATE.wireName(), candidate));
        // The broker refuses a record without a key for a compacted topic.
        records.removeIf(record -> record.key() == null);
        List<ModelPromoted> turns = List.of(v1, v2);

        run(Topics.MODELS, records, id -> {
            ModelPromoted next = turns.get(Math.floorMod(id.hashCode(), 2));
            stack.produce(Topics.MODELS, 0, bytes(next.slot()), Json.write(next), List.of());
            awaitServing(next.version());
        });
    }

    @Test
    @Order(3)
    void shouldScoreTheNextDiagnosisWithTheCandidateAfterEveryOther() {
        inference.promoteToCandidate(v2);
        Awaitility.await().atMost(Duration.ofMinutes(10)).untilAsserted(() -> assertThat(ready(service))
                .contains("scores beside production"));
        store("production");
        score("production");
        diagnoses.await("production");
        Diagnosis diagnosis = stack.records(Topics.DIAGNOSES).stream()
                .filter(any -> "production".equals(any.key()))
                .findFirst()
                .map(any -> Json.read(any.value(), Diagnosis.class))
                .orElseThrow();

        try (AnswerReader candidates = AnswerReader.open(stack, Topics.DIAGNOSES_CANDIDATE)) {
            run(Topics.DIAGNOSES, HostileRecords.ofEvent(diagnosis), id -> {
                score(id);
                candidates.await(id);
            });
        }
    }

    private static void run(String topic, List<HostileRecord> records, java.util.function.Consumer<String> good) {
        new HostileRun(topic, stack::produce, good, service::isReady).check(records);
    }

    private static void store(String id) {
        stack.store().put(StorageKeys.image(id), CanonicalImage.toPng(Scans.image(id)), "image/png");
    }

    private static void score(String id) {
        store(id);
        ScanStored event = Scans.event(id);
        stack.produce(Topics.SCANS_STORED, 0, bytes(id), Json.write(event), List.of());
    }

    private static void awaitServing(String version) {
        Awaitility.await()
                .atMost(Duration.ofMinutes(10))
                .pollInterval(Duration.ofMillis(100))
                .untilAsserted(() -> assertThat(ready(service)).contains("\"version\": \"" + version + "\""));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

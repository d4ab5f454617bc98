package dev.thorax.explain;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.thorax.contracts.event.Diagnosis;
import dev.thorax.contracts.event.ExplanationRequested;
import dev.thorax.contracts.event.ModelPromoted;
import dev.thorax.contracts.event.ScanErased;
import dev.thorax.contracts.event.TrainingProgress;
import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.topic.Topics;
import dev.thorax.servers.AnswerReader;
import dev.thorax.servers.ServiceProcess;
import dev.thorax.servers.TestStack;
import dev.thorax.testing.records.HostileRecord;
import dev.thorax.testing.records.HostileRecords;
import dev.thorax.testing.records.HostileRun;

import static dev.thorax.explain.Fixture.get;
import static org.assertj.core.api.Assertions.assertThat;

/** No record of a consumed topic stops the service. */
class HostileRecordsIT {
    @TempDir
    static Path folder;

    private static TestStack stack;
    private static Fixture fixture;
    private static ServiceProcess service;

    @BeforeAll
    static void start() {
        stack = TestStack.start(folder);
        fixture = new Fixture(stack);
        fixture.bundle("v1", 1);
        fixture.bundle("v2", 2);
        fixture.promote("v1");
        fixture.scan("scan-1", 1);
        service = stack.service(
                Path.of(System.getProperty("thorax.service.jar")),
                Map.of("thorax.instance", "hostile"),
                List.of("-Xmx256m", "-XX:+ExitOnOutOfMemoryError"));
    }

    @AfterAll
    static void stop() {
        stack.close();
    }

    @Test
    void shouldAnswerEveryRequestAndTheNextOne() {
        ExplanationRequested request = new ExplanationRequested("scan-1", "tiny", "v1", "NORMAL", Instant.EPOCH);
        List<HostileRecord> records = HostileRecords.ofEvent(request);
        try (AnswerReader answers = AnswerReader.open(stack, Topics.EXPLANATIONS_READY)) {
            run(Topics.EXPLANATIONS, records, id -> {
                stack.produce(Topics.EXPLANATIONS, 0, bytes(id), Json.write(request), List.of());
                answers.await(id);
            });
            assertThat(answers.count()).isEqualTo(2 * records.size());
        }
    }

    @Test
    void shouldKeepAndShowTheNextDiagnosisAfterEveryOther() {
        Diagnosis diagnosis = fixture.diagnosis("hostile", "p-1", Fixture.probabilities(0.2, 0.7, 0.1), 1);

        run(Topics.DIAGNOSES, HostileRecords.ofEvent(diagnosis), id -> {
            Diagnosis good = fixture.diagnosis(id, "p-1", Fixture.probabilities(0.2, 0.7, 0.1), 1_000_000);
            stack.produce(Topics.DIAGNOSES, 0, bytes(id), Json.write(good), List.of());
            awaitPage("/diagnoses/" + id, id);
            awaitPage("/diagnoses?limit=200", id);
        });
    }

    @Test
    void shouldHideTheNextErasedScanAfterEveryOther() {
        ScanErased erased = new ScanErased("hostile-erased", Instant.EPOCH);
        run(Topics.SCANS_ERASED, HostileRecords.ofEvent(erased), id -> {
            Diagnosis shown = fixture.diagnosis(id, "p-1", Fixture.probabilities(0.2, 0.7, 0.1), 2_000_000);
            stack.produce(Topics.DIAGNOSES, 0, bytes(id), Json.write(shown), List.of());
            awaitPage("/diagnoses?limit=200", id);
            stack.produce(Topics.SCANS_ERASED, 0, bytes(id), Json.write(new ScanErased(id, Instant.EPOCH)), List.of());
            Awaitility.await().atMost(Duration.ofMinutes(10)).untilAsserted(() -> assertThat(
                            new String(get(service, "/diagnoses?limit=200").body(), StandardCharsets.UTF_8))
                    .doesNotContain(id));
        });
    }

    @Test
    void shouldShowTheNextProgressAfterEveryOther() {
        TrainingProgress progress = progress("hostile", Instant.EPOCH);
        run(Topics.TRAININGS_PROGRESS, HostileRecords.ofEvent(progress), id -> {
            stack.produce(Topics.TRAININGS_PROGRESS, 0, bytes(id), Json.write(progress(id, Instant.now())), List.of());
            awaitPage("/status", id);
        });
    }

    @Test
    void shouldFollowTheNextPromotionAfterEveryOther() {
        List<HostileRecord> records = HostileRecords.ofEvent(fixture.promotion("v1"));
        // The broker refuses a record without a key for a compacted topic.
        records.removeIf(record -> record.key() == null);
        run(Topics.MODELS, records, id -> {
            ModelPromoted promoted = fixture.promotion("v1");
            ModelPromoted next = new ModelPromoted(
                    promoted.slot(),
                    promoted.model(),
                    promoted.version(),
                    promoted.digest(),
                    id,
                    promoted.basis(),
                    promoted.why(),
                    promoted.promotedAt());
            stack.produce(Topics.MODELS, 0, bytes(next.slot()), Json.write(next), List.of());
            awaitPage("/status", id);
        });
    }

    private static TrainingProgress progress(String id, Instant at) {
        return new TrainingProgress(
                id,
                TrainingProgress.State.RUNNING,
                "convnet50-small",
                1,
                2,
                0.5,
                0.5,
                0.5,
                100,
                10,
                5.0,
                20L,
                "It trains.",
                at);
    }

    private static void run(String topic, List<HostileRecord> records, Consumer<String> good) {
        new HostileRun(topic, stack::produce, good, service::isReady).check(records);
    }

    private static void awaitPage(String path, String text) {
        Awaitility.await()
                .atMost(Duration.ofMinutes(10))
                .pollInterval(Duration.ofMillis(50))
                .untilAsserted(() -> assertThat(new String(get(service, path).body(), StandardCharsets.UTF_8))
                        .contains(text));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

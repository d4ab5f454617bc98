package dev.thorax.training;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.thorax.contracts.event.PromotionRequested;
import dev.thorax.contracts.event.ScanErased;
import dev.thorax.contracts.event.TrainingCancelled;
import dev.thorax.contracts.event.TrainingProgress;
import dev.thorax.contracts.event.TrainingRequested;
import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.contracts.storage.StoredApproval;
import dev.thorax.contracts.topic.Topics;
import dev.thorax.servers.AnswerReader;
import dev.thorax.servers.ServiceProcess;
import dev.thorax.servers.TestKeys;
import dev.thorax.servers.TestStack;
import dev.thorax.testing.records.HostileRecord;
import dev.thorax.testing.records.HostileRecords;
import dev.thorax.testing.records.HostileRun;

import static org.assertj.core.api.Assertions.assertThat;

/** No record of a consumed topic stops the service. */
class HostileRecordsIT {
    @TempDir
    static Path folder;

    private static TestStack stack;
    private static ServiceProcess service;

    @BeforeAll
    static void start() {
        stack = TestStack.start(folder);
        service = stack.service(
                Path.of(System.getProperty("thorax.service.jar")),
                Map.of(
                        "thorax.instance",
                        "hostile",
                        "thorax.training.data",
                        folder.resolve("data").toString()),
                List.of("-Xmx256m", "-XX:+ExitOnOutOfMemoryError"));
    }

    @AfterAll
    static void stop() {
        stack.close();
    }

    @Test
    void shouldAnswerEveryRequestForATrainingAndTheNextOne() {
        List<HostileRecord> records = HostileRecords.ofEvent(training("hostile"));
        try (AnswerReader answers = AnswerReader.open(stack, Topics.TRAININGS_PROGRESS)) {
            int before = answers.count();
            run(Topics.TRAININGS, records, id -> {
                stack.produce(Topics.TRAININGS, 0, bytes(id), Json.write(training(id)), List.of());
                answers.await(id);
            });
            assertThat(answers.count() - before).isGreaterThanOrEqualTo(2 * records.size());
        }
    }

    @Test
    void shouldDecideTheNextPromotionAfterEveryOther() {
        run(Topics.PROMOTIONS, HostileRecords.ofEvent(promotion("hostile")), id -> {
            PromotionRequested next = promotion(id);
            // As if an operator had ordered it by HTTP.
            stack.store().put(StorageKeys.approval(id), Json.write(StoredApproval.of(next)), "application/json");
            stack.produce(Topics.PROMOTIONS, 0, bytes("production"), Json.write(next), List.of());
            await(() -> stack.store().exists(StorageKeys.promotion(id)));
        });
    }

    @Test
    void shouldKeepTheNextCancellationAfterEveryOther() {
        run(Topics.TRAININGS_CANCELLATIONS, HostileRecords.ofEvent(cancellation("hostile")), id -> {
            stack.produce(Topics.TRAININGS_CANCELLATIONS, 0, bytes(id), Json.write(cancellation(id)), List.of());
            await(() -> stack.store().exists(StorageKeys.cancellation(id)));
        });
    }

    @Test
    void shouldDeleteDecodedDataSetsAfterEveryErasedScan() throws IOException {
        Path scans = Files.createDirectories(folder.resolve("data/scans"));
        run(Topics.SCANS_ERASED, HostileRecords.ofEvent(new ScanErased("hostile", Instant.EPOCH)), id -> {
            Path decoded = scans.resolve(id + ".pixels");
            write(decoded);
            ScanErased erased = new ScanErased(id, Instant.EPOCH);
            stack.produce(Topics.SCANS_ERASED, 0, bytes(id), Json.write(erased), List.of());
            await(() -> !Files.exists(decoded));
        });
    }

    @Test
    void shouldStreamTheNextProgressAfterEveryOther() {
        Set<String> streamed = ConcurrentHashMap.newKeySet();
        HttpRequest events = HttpRequest.newBuilder(service.url().resolve("/trainings/events"))
                .header(TestKeys.HEADER, TestKeys.OPERATOR.header())
                .build();
        HttpClient.newHttpClient()
                .sendAsync(events, HttpResponse.BodyHandlers.ofLines())
                .thenAccept(answer -> answer.body().forEach(streamed::add));
        run(Topics.TRAININGS_PROGRESS, HostileRecords.ofEvent(progress("hostile-progress")), id -> {
            await(() -> {
                stack.produce(Topics.TRAININGS_PROGRESS, 0, bytes(id), Json.write(progress(id)), List.of());
                return streamed.stream().anyMatch(line -> line.contains(id));
            });
        });
    }

    private static TrainingProgress progress(String id) {
        return new TrainingProgress(
                id,
                TrainingProgress.State.RUNNING,
                "r",
                1,
                2,
                0.5,
                0.5,
                0.5,
                9,
                1,
                5.0,
                20L,
                "It trains.",
                Instant.EPOCH);
    }

    private static TrainingRequested training(String id) {
        return new TrainingRequested(
                id, "set1", "no-such-recipe", null, "candidate", 1L, Instant.EPOCH, "the test", "No reason");
    }

    private static PromotionRequested promotion(String id) {
        return new PromotionRequested(id, "candidate", "no-model", "v1", "the test", "No reason", Instant.EPOCH);
    }

    private static TrainingCancelled cancellation(String id) {
        return new TrainingCancelled(id, "the test", "No reason", Instant.EPOCH);
    }

    private static void run(String topic, List<HostileRecord> records, Consumer<String> good) {
        new HostileRun(topic, stack::produce, good, service::isReady).check(records);
    }

    private static void await(java.util.concurrent.Callable<Boolean> condition) {
        Awaitility.await()
                .atMost(Duration.ofMinutes(10))
                .pollInterval(Duration.ofMillis(50))
                .until(condition);
    }

    private static void write(Path file) {
        try {
            Files.write(file, new byte[1]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

package dev.thorax.training;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.thorax.contracts.event.PromotionDeclined;
import dev.thorax.contracts.event.Slot;
import dev.thorax.contracts.event.TrainingCancelled;
import dev.thorax.contracts.event.TrainingProgress;
import dev.thorax.contracts.event.TrainingProgress.State;
import dev.thorax.contracts.event.TrainingRequested;
import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.model.Manifest;
import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.contracts.topic.Topics;
import dev.thorax.servers.ServiceProcess;
import dev.thorax.servers.TestKeys;
import dev.thorax.servers.TestStack;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What may happen to a training on its way: its process dies, its replica hangs, nobody wants it any more. */
class TrainingLifeIT {
    private static final Duration LONG = Duration.ofMinutes(10);
    private static final String RECIPE =
            """
            name: NAME
            input: {height: 12, width: 12, interpolation: AREA}
            channels: 1
            layers:
              - conv: {filters: 4, kernel: 3, activation: relu}
              - flatten: {}
              - dropout: {rate: 0.5}
            learningRate: 0.01
            batch: 8
            epochs: EPOCHS
            classWeights: BALANCED
            checkpoint: LOWEST_LOSS
            """;

    @TempDir
    private static Path folder;

    private static TestStack backing;
    private static TrainingTestBed place;
    private static ServiceProcess service;

    @BeforeAll
    static void start() throws IOException {
        recipe("short", 40);
        recipe("endless", 1000);
        backing = TestStack.start(folder);
        place = new TrainingTestBed(backing);
        place.phantoms("phantoms");
        service = place.service(settings("first"));
    }

    @AfterAll
    static void stop() throws Exception {
        service.close();
        backing.close();
    }

    @Test
    void shouldGoOnFromItsCheckpointToTheSameModelWhenItsWorkerWasKilled() throws Exception {
        place.request("whole", "phantoms", "short");
        assertThat(place.last("whole").state()).isEqualTo(State.DONE);
        place.request("killed", "phantoms", "short");
        place.awaitEpoch("killed", 1);
        TrainingTestBed.signal("KILL", TrainingTestBed.worker(service).pid());

        TrainingProgress done = place.last("killed");

        assertThat(done.state()).as(done.message()).isEqualTo(State.DONE);
        assertThat(place.progress("killed"))
                .anyMatch(event -> event.message().contains("was killed (signal 9)"))
                .anyMatch(event -> event.message().startsWith("The training goes on from its checkpoint after epoch"));
        assertThat(model("killed")).isEqualTo(model("whole"));
        assertThat(place.promoted("killed")).hasSize(1);
        // The lease goes after the last event.
        await().atMost(Duration.ofMinutes(10))
                .untilAsserted(() -> assertThat(backing.store().list("trainings/killed/"))
                        .containsExactlyInAnyOrder(TrainingTestBed.lastingKeys("killed")));
    }

    @Test
    void shouldFailOneTrainingAndNeverTheServiceWhenNativeCodeCrashesTwice() throws Exception {
        place.request("crashing", "phantoms", "endless");
        for (int crash = 1; crash <= 2; crash++) {
            place.awaitEpoch("crashing", crash);
            ProcessHandle worker = TrainingTestBed.worker(service);
            TrainingTestBed.signal("SEGV", worker.pid());
            await().atMost(LONG).until(() -> !TrainingTestBed.runs(worker));
        }

        TrainingProgress failed = place.last("crashing");

        assertThat(failed.state()).isEqualTo(State.FAILED);
        assertThat(failed.message()).startsWith("The training ended in native code (SIGSEGV");
        assertThat(service.isReady()).isTrue();
    }

    @Test
    void shouldCancelWhatRunsAndWhatWaits() throws Exception {
        place.request("running", "phantoms", "endless");
        place.request("waiting", "phantoms", "endless");
        place.awaitEpoch("running", 1);
        await().atMost(LONG).until(() -> !place.progress("waiting").isEmpty());
        TrainingCancelled byTopic = new TrainingCancelled("waiting", "an operator", null, Instant.EPOCH);
        backing.produce(Topics.TRAININGS_CANCELLATIONS, "waiting", Json.write(byTopic), Map.of());

        assertThat(place.last("waiting").message())
                .isEqualTo("The training was cancelled by an unproven sender on thorax.trainings.cancellations.");
        assertThat(TrainingTestBed.postFromAnotherSite(service, "/trainings/running/cancel")
                        .statusCode())
                .isEqualTo(403);
        assertThat(TrainingTestBed.post(service, "/trainings/running/cancel", "{\"why\":\"wrong data\"}")
                        .statusCode())
                .isEqualTo(202);

        TrainingProgress cancelled = place.last("running");
        assertThat(cancelled.state()).isEqualTo(State.CANCELLED);
        assertThat(cancelled.message()).isEqualTo("The training was cancelled by test-operator: wrong data.");
        assertThat(cancelled.epoch()).isPositive();
        place.request("after", "nothing", "short");
        assertThat(place.last("after").state()).isEqualTo(State.FAILED);
        assertThat(place.progress("waiting"))
                .extracting(TrainingProgress::state)
                .containsOnly(State.QUEUED, State.CANCELLED);
        HttpResponse<byte[]> again = TrainingTestBed.post(service, "/trainings/running/cancel", "");
        assertThat(again.statusCode()).isEqualTo(409);
        assertThat(new String(again.body(), UTF_8)).contains("has ended as CANCELLED already");
        assertThat(TrainingTestBed.post(service, "/trainings/never/cancel", "").statusCode())
                .isEqualTo(404);
    }

    @Test
    void shouldShowTheNewestTrainingsAndFollowOneFromWhereItStands() throws Exception {
        place.request("followed", "phantoms", "short");
        place.awaitEpoch("followed", 1);

        try (Stream<String> lines = follow("/trainings/followed/events")) {
            List<TrainingProgress> events = lines.filter(line -> line.startsWith("data:{\"trainingId\""))
                    .map(line -> Json.read(line.substring(5).getBytes(UTF_8), TrainingProgress.class))
                    .takeWhile(event -> event.state() != State.DONE)
                    .toList();
            assertThat(events).isNotEmpty().allMatch(event -> event.trainingId().equals("followed"));
            assertThat(events).extracting(TrainingProgress::epoch).contains(40);
        }
        TrainingProgress[] newest =
                Json.read(TrainingTestBed.get(service, "/trainings?limit=1").body(), TrainingProgress[].class);
        assertThat(newest).extracting(TrainingProgress::trainingId).containsExactly("followed");
        assertThat(TrainingTestBed.get(service, "/trainings?limit=0").statusCode())
                .isEqualTo(400);
    }

    @Test
    void shouldLetAnotherReplicaGoOnWhenOneHangsAndNeverRunATrainingTwiceAtOnce() throws Exception {
        place.request("hanging", "phantoms", "endless");
        place.awaitEpoch("hanging", 1);
        ProcessHandle first = TrainingTestBed.worker(service);
        try (ServiceProcess second = place.service(settings("second"))) {
            TrainingTestBed.signal("STOP", service.jvm().pid());
            ProcessHandle worker;
            try {
                worker = TrainingTestBed.worker(second);
                // Its lease ended with its work. The process then takes a moment to end.
                await().atMost(LONG).until(() -> !TrainingTestBed.runs(first));
                await().atMost(LONG).until(() -> place.progress("hanging").stream()
                        .anyMatch(event -> event.message().startsWith("The training goes on from its checkpoint")));
            } finally {
                TrainingTestBed.signal("CONT", service.jvm().pid());
            }
            assertThat(TrainingTestBed.post(second, "/trainings/hanging/cancel", "")
                            .statusCode())
                    .isEqualTo(202);
            assertThat(place.last("hanging").state()).isEqualTo(State.CANCELLED);
            await().atMost(LONG).until(() -> !TrainingTestBed.runs(worker));
            assertThat(service.isReady()).isTrue();
        }
    }

    @Test
    void shouldEndATrainingWhoseVersionIsNotPromotedAndSayWhy() {
        TrainingRequested request = new TrainingRequested(
                "declined-1", "phantoms", "short", null, Slot.PRODUCTION.wireName(), 1L, Instant.EPOCH, null, null);
        backing.produce(Topics.TRAININGS, "declined-1", Json.write(request), Map.of());

        TrainingProgress done = place.last("declined-1");

        assertThat(done.state()).isEqualTo(State.DONE);
        PromotionDeclined declined = place.declined("declined-1");
        assertThat(declined.promotionId()).isEqualTo("training-declined-1");
        assertThat(declined.reason())
                .contains("that of its best shortcut control, and at least 0.050 above it are needed");
        assertThat(place.promotions("declined-1")).isEmpty();
    }

    @Test
    void shouldFinishATrainingWhoseServiceWasKilled() throws Exception {
        place.request("orphan", "phantoms", "short");
        place.awaitEpoch("orphan", 1);
        ProcessHandle worker = TrainingTestBed.worker(service);

        service.kill();
        await().atMost(LONG).until(() -> !TrainingTestBed.runs(worker));
        service = place.service(settings("first"));

        assertThat(place.last("orphan").state()).isEqualTo(State.DONE);
        assertThat(place.promoted("orphan")).hasSize(1);
        assertThat(model("orphan")).hasSize(64);
    }

    @Test
    void shouldFinishATrainingHoweverOftenItsServiceIsStoppedInGoodOrder() {
        place.request("stopped-1", "phantoms", "short");
        for (int stops = 1; stops <= 2; stops++) {
            int begun = stops;
            await().atMost(LONG)
                    .until(() -> place.progress("stopped-1").stream()
                                    .filter(event -> event.message().startsWith("Reading data set"))
                                    .count()
                            == begun);
            service.stop();
            service = place.service(settings("first"));
        }

        TrainingProgress done = place.last("stopped-1");
        assertThat(done.state()).as(done.message()).isEqualTo(State.DONE);
        assertThat(place.promoted("stopped-1")).hasSize(1);
    }

    @Test
    void shouldFailATrainingWhoseRecipesCannotBeUsedAndGoOn() throws Exception {
        Path odd = Files.writeString(folder.resolve("odd.yaml"), "name: odd\nepochs: 1\n");
        place.request("odd-1", "phantoms", "odd");

        assertThat(place.last("odd-1").message())
                .contains("odd.yaml cannot be used: its key input is missing or has a wrong value");
        assertThat(service.isReady()).isTrue();
        Files.delete(odd);
    }

    private static Map<String, String> settings(String instance) {
        Map<String, String> settings = new TreeMap<>();
        settings.put("thorax.instance", instance);
        settings.put("thorax.training.engine", "dl4j");
        settings.put("thorax.training.lease", "6s");
        settings.put("thorax.training.checkpoint-pause", "0s");
        settings.put("thorax.training.worker.memory", "512m");
        settings.put("thorax.training.recipes", folder.toString());
        return settings;
    }

    private static void recipe(String name, int epochs) throws IOException {
        Files.writeString(
                folder.resolve(name + ".yaml"),
                RECIPE.replace("NAME", name).replace("EPOCHS", Integer.toString(epochs)));
    }

    private static String model(String version) {
        byte[] json = backing.store().get(StorageKeys.bundleFile("short", version, Manifest.MANIFEST));
        return Json.read(json, Manifest.class).files().get(Manifest.MODEL);
    }

    private static Stream<String> follow(String path) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(service.url().resolve(path))
                                .header(TestKeys.HEADER, TestKeys.OPERATOR.header())
                                .build(),
                        BodyHandlers.ofLines())
                .body();
    }
}

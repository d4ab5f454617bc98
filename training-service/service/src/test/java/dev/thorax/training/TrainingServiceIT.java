package dev.thorax.training;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.thorax.contracts.event.ModelPromoted;
import dev.thorax.contracts.event.TrainingProgress;
import dev.thorax.contracts.event.TrainingProgress.State;
import dev.thorax.contracts.event.TrainingRequested;
import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.model.Manifest;
import dev.thorax.contracts.storage.ScanPointer;
import dev.thorax.contracts.storage.Sha256;
import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.contracts.topic.Topics;
import dev.thorax.contracts.worker.JobKeys;
import dev.thorax.contracts.worker.JobOrder;
import dev.thorax.servers.ServiceProcess;
import dev.thorax.servers.TestKeys;
import dev.thorax.servers.TestStack;
import dev.thorax.storage.ObjectStore;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** The packaged service on a real broker and a real object store. */
class TrainingServiceIT {
    private static final Duration LONG = Duration.ofMinutes(10);
    private static final Map<String, String> SETTINGS = Map.of("thorax.training.lease", "5s");

    @TempDir
    private static Path folder;

    private static TestStack backing;
    private static TrainingTestBed place;
    private static ServiceProcess service;

    @BeforeAll
    static void start() {
        backing = TestStack.start(folder);
        place = new TrainingTestBed(backing);
        place.phantoms("phantoms");
        service = place.service(SETTINGS);
    }

    @AfterAll
    static void stop() throws Exception {
        service.close();
        backing.close();
    }

    @Test
    void shouldTrainProveAndPromoteWhatTheTopicAsksFor() throws Exception {
        place.request("topic-1", "phantoms", "convnet50-small");

        TrainingProgress done = place.last("topic-1");
        assertThat(done.state()).as(done.message()).isEqualTo(State.DONE);
        assertThat(done.message()).contains("held-out scans").contains("95 % interval");
        assertThat(place.progress("topic-1"))
                .extracting(TrainingProgress::state)
                .contains(State.RUNNING, State.EVALUATING);
        assertThat(place.progress("topic-1")).anyMatch(event -> event.epoch() == 1 && event.validationLoss() != null);
        assertBundle("topic-1");
        ModelPromoted promoted = place.promoted("topic-1").get(0);
        assertThat(promoted.model()).isEqualTo("convnet50-small");
        assertThat(place.promoted("topic-1")).hasSize(1);
        assertThat(promoted.promotedBy()).isEqualTo("the test");
        assertThat(promoted.why()).isEqualTo("A first version");
        assertThat(done.message())
                .endsWith("; whether it serves in production is decided next, as promotion training-topic-1.");
    }

    @Test
    void shouldRefuseHalfAnOperatorsWord() throws Exception {
        HttpResponse<byte[]> half = TrainingTestBed.post(
                service,
                "/trainings",
                "{\"dataset\":\"phantoms\",\"recipe\":\"convnet50-small\",\"by\":\"" + TestKeys.OPERATOR.callerName()
                        + "\"}");

        assertThat(half.statusCode()).isEqualTo(400);
        assertThat(new String(half.body(), UTF_8)).contains("give both or neither");
    }

    @Test
    void shouldTrainWhatHttpAsksFor() throws Exception {
        HttpResponse<byte[]> accepted = TrainingTestBed.post(
                service,
                "/trainings",
                "{\"dataset\":\"phantoms\",\"recipe\":\"convnet50-small\",\"slot\":\"candidate\"}");

        assertThat(accepted.statusCode()).isEqualTo(202);
        String id = Json.mapper().readTree(accepted.body()).get("trainingId").asText();
        assertThat(place.last(id).state()).isEqualTo(State.DONE);
        assertThat(place.promoted(id)).extracting(ModelPromoted::slot).containsExactly("candidate");
        JsonNode shown = Json.mapper()
                .readTree(TrainingTestBed.get(service, "/trainings/" + id).body());
        assertThat(shown.get("state").asText()).isEqualTo("DONE");
    }

    @Test
    void shouldPublishTheEndOnceWhereverAControlPlaneDiedBeforeIt() {
        Instant now = Instant.now();
        TrainingProgress published = TrainingProgress.of("dead-behind", "convnet50", State.DONE, "It is done.", now);
        TrainingProgress lost = TrainingProgress.of("dead-before", "convnet50", State.DONE, "It is done.", now);
        backing.produce(
                Topics.TRAININGS_PROGRESS, "dead-behind", Json.write(published), Map.of("ce_id", "dead-behind:DONE"));

        leaveOpen(published);
        leaveOpen(lost);

        await().atMost(LONG).until(() -> backing.store().list(JobKeys.orders()).isEmpty());
        assertThat(place.progress("dead-behind")).containsExactly(published);
        assertThat(place.progress("dead-before")).containsExactly(lost);
    }

    /** Leaves what a control plane leaves that dies after a training and before its order is removed. */
    private static void leaveOpen(TrainingProgress end) {
        TrainingRequested request = new TrainingRequested(
                end.trainingId(), "phantoms", "convnet50", null, null, 1L, Instant.EPOCH, null, null);
        JobOrder order = JobOrder.of(request, "torch", end.at());
        ObjectStore store = backing.store();
        store.put(StorageKeys.progress(end.trainingId()), Json.write(end), "application/json");
        store.put(order.keys().order(), Json.write(order), "application/json");
    }

    @Test
    void shouldNotStartWithoutAWorkerOrWithAnEngineThatItLacks() {
        assertThatThrownBy(() -> place.service(Map.of("thorax.training.worker.home", folder.toString())))
                .hasMessageContaining("set thorax.training.worker.home to its folder");
        assertThatThrownBy(() -> place.service(Map.of("thorax.training.engine", "abacus")))
                .hasMessageContaining("which is not one of dl4j, torch");
    }

    @Test
    void shouldGiveUpATrainingThatKilledItsServiceTwice() {
        backing.store()
                .put(
                        StorageKeys.training("deadly", "attempts.json"),
                        "{\"attempts\":2}".getBytes(UTF_8),
                        "application/json");

        place.request("deadly", "phantoms", "convnet50-small");

        assertThat(place.last("deadly").message()).contains("was begun 2 times and the service died each time");
    }

    @Test
    void shouldAnswerWhatCannotBeTrainedWithASentence() {
        place.store("one-class", "ONLY", "only", "p", 9);
        place.store("gone", "A", "a", "p", 9);
        backing.store()
                .put(
                        StorageKeys.pointer("gone", "B", "missing"),
                        Json.write(new ScanPointer("missing", "B", "q", "00", StorageKeys.image("missing"))),
                        "application/json");

        place.store("two-classes", "A", "a", "p", 9);
        place.store("two-classes", "B", "b", "q", 9);
        backing.store()
                .put(
                        StorageKeys.pointer("two-classes", "B", "a"),
                        backing.store().get(StorageKeys.pointer("two-classes", "A", "a")),
                        "application/json");

        backing.produce(Topics.TRAININGS, "not-json", "{".getBytes(UTF_8), Map.of());
        backing.produce(Topics.TRAININGS, "null", "null".getBytes(UTF_8), Map.of());
        backing.produce(
                Topics.TRAININGS,
                null,
                "{\"trainingId\":\"no-key\",\"dataset\":\"phantoms\",\"recipe\":\"vgg\"}".getBytes(UTF_8),
                Map.of());
        place.request("no-recipe", "phantoms", "resnet");
        place.request("no-data", "nothing", "convnet50");
        place.request("single", "one-class", "convnet50");
        backing.store()
                .put(
                        JobKeys.ofTraining("gone").missing(),
                        "{\"name\":\"scans/missing/image.png\",\"since\":\"2026-01-01T00:00:00Z\"}".getBytes(UTF_8),
                        "application/json");
        place.request("gone", "gone", "convnet50");
        place.request("two-classes", "two-classes", "convnet50");
        for (int i = 0; i < 12; i++) {
            place.store("one-patient", i % 2 == 0 ? "A" : "B", "one-" + i, "same", 9);
            place.store("rare", i < 10 ? "A" : "B", "rare-" + i, "p" + i, 9);
        }
        place.request("one-patient", "one-patient", "convnet50");
        place.request("rare", "rare", "convnet50");

        assertThat(place.last("not-json").message()).startsWith("The record is not a TrainingRequested as JSON");
        assertThat(place.last("null").message()).startsWith("The record is null");
        assertThat(place.last("no-key").message()).contains("use one of cnn4, convnet50");
        assertThat(place.last("no-key").recipe()).isEqualTo("vgg");
        assertThat(place.last("no-recipe").message()).contains("use one of cnn4, convnet50");
        assertThat(place.last("no-data").message())
                .isEqualTo("Data set nothing has no scans; publish labelled scans to it first.");
        assertThat(place.last("two-classes").message()).contains("Scan a lies in data set two-classes as A and as B");
        assertThat(place.last("single").message()).contains("has only the class ONLY");
        assertThat(place.last("one-patient").message())
                .startsWith("Class A of data set one-patient has 1 patient, but a training needs at least 5");
        assertThat(place.last("rare").message()).startsWith("Class B of data set rare has 2 patients, but a training");
        assertThat(place.last("gone").message()).contains("scans/missing/image.png of data set gone is not in");
    }

    @Test
    void shouldRefuseBadHttpRequestsWithProblems() throws Exception {
        HttpResponse<byte[]> recipe =
                TrainingTestBed.post(service, "/trainings", "{\"dataset\":\"phantoms\",\"recipe\":\"resnet\"}");
        HttpResponse<byte[]> json = TrainingTestBed.post(service, "/trainings", "{");
        HttpResponse<byte[]> unknown = TrainingTestBed.get(service, "/trainings/never");

        assertThat(recipe.statusCode()).isEqualTo(400);
        assertThat(recipe.headers().firstValue("content-type")).hasValue("application/problem+json");
        assertThat(new String(recipe.body(), UTF_8)).contains("use one of cnn4, convnet50");
        assertThat(json.statusCode()).isEqualTo(400);
        assertThat(unknown.statusCode()).isEqualTo(404);
    }

    private static void assertBundle(String version) throws Exception {
        ObjectStore store = backing.store();
        byte[] json = store.get(StorageKeys.bundleFile("convnet50-small", version, Manifest.MANIFEST));
        Manifest manifest = Json.read(json, Manifest.class);
        byte[] model = store.get(StorageKeys.bundleFile("convnet50-small", version, Manifest.MODEL));
        assertThat(manifest.files()).containsEntry(Manifest.MODEL, Sha256.of(model));
        assertThat(manifest.files())
                .containsEntry(
                        Manifest.GRADCAM,
                        Sha256.of(store.get(StorageKeys.bundleFile("convnet50-small", version, Manifest.GRADCAM))));
        assertThat(place.promoted(version).get(0).digest()).isEqualTo(Sha256.of(json));
        assertThat(manifest.serving().provedWith()).startsWith("onnxruntime ");
    }
}

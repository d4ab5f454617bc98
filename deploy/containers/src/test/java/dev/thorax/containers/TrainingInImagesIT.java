package dev.thorax.containers;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.thorax.contracts.event.Slot;
import dev.thorax.contracts.event.TrainingProgress;
import dev.thorax.contracts.event.TrainingRequested;
import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.storage.ScanPointer;
import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.contracts.topic.Topics;
import dev.thorax.contracts.worker.JobOrder;
import dev.thorax.contracts.worker.WorkerMessage;
import dev.thorax.imaging.CanonicalImage;
import dev.thorax.servers.TestStack;
import dev.thorax.testing.data.TestPictures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Trains in the images that have a worker, with either engine. */
@WithImages
class TrainingInImagesIT {
    private static final String RECIPE = "convnet50-small";

    @TempDir
    private static Path folder;

    private static final ContainerStack STACK = new ContainerStack(() -> folder);

    @BeforeAll
    static void storeScans() {
        for (int i = 0; i < 40; i++) {
            store(i);
        }
    }

    @AfterAll
    static void stopStack() {
        STACK.close();
    }

    @Test
    void shouldTrainInAChildOfTheService() throws Exception {
        List<String> before = files();
        Map<String, String> data = Map.of("thorax.training.data", "/var/lib/thorax/training");
        try (ServiceContainer training = STACK.service("training-service-with-worker", data)) {
            training.start();
            TrainingRequested request = request("in-a-child", "torch", Slot.CANDIDATE.wireName());
            STACK.get().produce(Topics.TRAININGS, request.trainingId(), Json.write(request), Map.of());

            TrainingProgress end = await().atMost(ServiceContainer.PATIENCE)
                    .until(() -> end(request.trainingId()), event -> event != null);

            assertThat(end.state()).as(end.message()).isEqualTo(TrainingProgress.State.DONE);
            assertThat(training.isReady()).isTrue();
            assertThat(training.extracted()).as("extracted libraries").isEmpty();
            assertThat(files()).anyMatch(isNew(before, "/model.onnx")).anyMatch(isNew(before, "/report.html"));
        }
    }

    @Test
    void shouldTrainAsAPodDoes() throws Exception {
        TestStack stack = STACK.get();
        List<String> before = files();
        JobOrder order = JobOrder.of(request("in-a-pod", "dl4j", null), "dl4j", Instant.EPOCH);
        stack.store().put(order.keys().order(), Json.write(order), "application/json");

        try (WorkerContainer worker = new WorkerContainer(STACK.podEnvironment(), folder.resolve("tmp"))) {
            worker.run("dev.thorax.worker.process.Worker", order.keys().order());

            WorkerMessage end = Json.read(stack.store().get(order.keys().result()), WorkerMessage.class);
            assertThat(end.failure()).isNull();
            assertThat(end.progress().state()).as(end.progress().message()).isEqualTo(TrainingProgress.State.DONE);
            // A control plane would take it up.
            stack.store().delete(order.keys().order());
            assertThat(worker.written()).isNotEmpty().noneMatch(file -> file.contains(".so"));
            assertThat(files()).anyMatch(isNew(before, "/model.onnx")).anyMatch(isNew(before, "/report.html"));
        }
    }

    /** What the image can do is what the service reads from {@code describe.json}. */
    @Test
    void shouldSayWhatTheWorkerCanDo() throws Exception {
        Path described = Images.PROJECT.resolve("training-service/worker/target/worker/describe.json");
        try (WorkerContainer worker = new WorkerContainer(Map.of(), folder.resolve("tmp-of-describe"))) {
            String output = worker.run("dev.thorax.worker.process.Worker", "--describe");

            assertThat(Json.mapper().readTree(output)).isEqualTo(Json.mapper().readTree(Files.readAllBytes(described)));
        }
    }

    private static List<String> files() {
        return STACK.get().store().list("models/" + RECIPE + "/");
    }

    private static Predicate<String> isNew(List<String> before, String end) {
        return file -> file.endsWith(end) && !before.contains(file);
    }

    private static TrainingRequested request(String id, String engine, String slot) {
        return new TrainingRequested(id, "phantoms", RECIPE, engine, slot, 1L, Instant.EPOCH, null, null);
    }

    private static TrainingProgress end(String trainingId) {
        return STACK.get().records(Topics.TRAININGS_PROGRESS).stream()
                .map(record -> Json.read(record.value(), TrainingProgress.class))
                .filter(event -> event.trainingId().equals(trainingId))
                .filter(event -> event.state().isFinal())
                .findFirst()
                .orElse(null);
    }

    private static void store(int number) {
        boolean bright = number % 2 == 0;
        String id = "s" + number;
        String label = bright ? "BRIGHT" : "DARK";
        STACK.get()
                .store()
                .put(
                        StorageKeys.image(id),
                        CanonicalImage.toPng(TestPictures.noise(64, 64, number, bright ? 180 : 60)),
                        "image/png");
        ScanPointer pointer =
                new ScanPointer(id, label, "p" + number / 2 + label, "sha of " + id, StorageKeys.image(id));
        STACK.get().store().put(StorageKeys.pointer("phantoms", label, id), Json.write(pointer), "application/json");
    }
}

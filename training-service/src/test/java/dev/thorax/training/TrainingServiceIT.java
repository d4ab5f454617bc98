package dev.thorax.training;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.thorax.embedded.Backing;
import dev.thorax.embedded.Service;
import dev.thorax.events.EventJson;
import dev.thorax.events.ModelPromoted;
import dev.thorax.events.Topics;
import dev.thorax.events.TrainingProgress;
import dev.thorax.events.TrainingProgress.State;
import dev.thorax.events.TrainingRequested;
import dev.thorax.imaging.CanonicalImage;
import dev.thorax.imaging.GreyImage;
import dev.thorax.model.Manifest;
import dev.thorax.storage.Keys;
import dev.thorax.storage.ObjectStore;
import dev.thorax.storage.ScanPointer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The packaged service on a real broker and a real object store. */
class TrainingServiceIT {
    private static final Path JAR = Path.of(System.getProperty("thorax.service.jar"));
    private static final Duration LONG = Duration.ofMinutes(3);
    private static final Map<String, String> SETTINGS = Map.of("thorax.training.lease", "5s");

    @TempDir
    private static Path folder;

    private static Backing backing;
    private static Service service;

    @BeforeAll
    static void start() {
        backing = Backing.start(folder);
        for (int i = 0; i < 40; i++) {
            store("phantoms", i % 2 == 0 ? "BRIGHT" : "DARK", "s" + i, "p" + i / 2, i % 2 == 0 ? 180 : 60);
        }
        service = backing.service(JAR, SETTINGS);
    }

    @AfterAll
    static void stop() throws Exception {
        service.close();
        backing.close();
    }

    @Test
    void shouldTrainProveAndPromoteWhatTheTopicAsksFor() throws Exception {
        request("topic-1", "phantoms", "convnet50");

        TrainingProgress done = last("topic-1");
        assertThat(done.state()).as(done.message()).isEqualTo(State.DONE);
        assertThat(done.message()).contains("held-out scans").contains("95 % interval");
        assertThat(progress("topic-1")).extracting(TrainingProgress::state).contains(State.RUNNING, State.EVALUATING);
        assertThat(progress("topic-1")).anyMatch(event -> event.epoch() == 1 && event.validationLoss() != null);
        assertBundle("topic-1");
        ModelPromoted promoted = promotions("topic-1").get(0);
        assertThat(promoted.model()).isEqualTo("convnet50");
        assertThat(promotions("topic-1")).hasSize(1);
    }

    @Test
    void shouldTrainWhatHttpAsksFor() throws Exception {
        HttpResponse<byte[]> accepted =
                post("{\"dataset\":\"phantoms\",\"recipe\":\"convnet50\",\"slot\":\"candidate\"}");

        assertThat(accepted.statusCode()).isEqualTo(202);
        String id =
                EventJson.mapper().readTree(accepted.body()).get("trainingId").asText();
        assertThat(last(id).state()).isEqualTo(State.DONE);
        assertThat(promotions(id)).extracting(ModelPromoted::slot).containsExactly("candidate");
        JsonNode shown = EventJson.mapper().readTree(get("/trainings/" + id).body());
        assertThat(shown.get("state").asText()).isEqualTo("DONE");
    }

    @Test
    void shouldFinishATrainingWhoseServiceWasKilled() throws Exception {
        request("killed-1", "phantoms", "convnet50");
        await().atMost(LONG).until(() -> progress("killed-1").stream().anyMatch(event -> event.epoch() == 1));

        service.kill();
        service = backing.service(JAR, SETTINGS);

        assertThat(last("killed-1").state()).isEqualTo(State.DONE);
        assertThat(promotions("killed-1")).hasSize(1);
        assertBundle("killed-1");
    }

    @Test
    void shouldFinishATrainingHoweverOftenItsServiceIsStoppedInGoodOrder() {
        request("stopped-1", "phantoms", "convnet50");
        for (int stops = 1; stops <= 2; stops++) {
            int begun = stops;
            await().atMost(LONG)
                    .until(() -> progress("stopped-1").stream()
                                    .filter(event -> event.message().startsWith("Reading data set"))
                                    .count()
                            == begun);
            service.stop();
            service = backing.service(JAR, SETTINGS);
        }

        TrainingProgress done = last("stopped-1");
        assertThat(done.state()).as(done.message()).isEqualTo(State.DONE);
        assertThat(promotions("stopped-1")).hasSize(1);
    }

    @Test
    void shouldGiveUpATrainingThatKilledItsServiceTwice() {
        backing.store()
                .put(Keys.training("deadly", "attempts.json"), "{\"attempts\":2}".getBytes(UTF_8), "application/json");

        request("deadly", "phantoms", "convnet50");

        assertThat(last("deadly").message()).contains("was begun 2 times and the service died each time");
    }

    @Test
    void shouldAnswerWhatCannotBeTrainedWithASentence() {
        store("one-class", "ONLY", "only", "p", 9);
        store("gone", "A", "a", "p", 9);
        backing.store()
                .put(
                        Keys.pointer("gone", "B", "missing"),
                        EventJson.write(new ScanPointer("missing", "B", "q", "00", Keys.image("missing"))),
                        "application/json");

        store("two-classes", "A", "a", "p", 9);
        store("two-classes", "B", "b", "q", 9);
        backing.store()
                .put(
                        Keys.pointer("two-classes", "B", "a"),
                        backing.store().get(Keys.pointer("two-classes", "A", "a")),
                        "application/json");

        backing.produce(Topics.TRAININGS, "not-json", "{".getBytes(UTF_8), Map.of());
        backing.produce(Topics.TRAININGS, "null", "null".getBytes(UTF_8), Map.of());
        backing.produce(
                Topics.TRAININGS,
                null,
                "{\"trainingId\":\"no-key\",\"dataset\":\"phantoms\",\"recipe\":\"vgg\"}".getBytes(UTF_8),
                Map.of());
        request("no-recipe", "phantoms", "resnet");
        request("no-data", "nothing", "convnet50");
        request("single", "one-class", "convnet50");
        request("gone", "gone", "convnet50");
        request("two-classes", "two-classes", "convnet50");

        assertThat(last("not-json").message()).startsWith("The record is not a TrainingRequested as JSON");
        assertThat(last("null").message()).startsWith("The record is null");
        assertThat(last("no-key").message()).contains("use one of cnn4, convnet50");
        assertThat(last("no-key").recipe()).isEqualTo("vgg");
        assertThat(last("no-recipe").message()).contains("use one of cnn4, convnet50");
        assertThat(last("no-data").message())
                .isEqualTo("Data set nothing has no scans; publish labelled scans to it first.");
        assertThat(last("two-classes").message()).contains("Scan a lies in data set two-classes as A and as B");
        assertThat(last("single").message()).contains("has only the class ONLY");
        assertThat(last("gone").message()).contains("scans/missing/image.png of data set gone is gone");
    }

    @Test
    void shouldRefuseBadHttpRequestsWithProblems() throws Exception {
        HttpResponse<byte[]> recipe = post("{\"dataset\":\"phantoms\",\"recipe\":\"resnet\"}");
        HttpResponse<byte[]> json = post("{");
        HttpResponse<byte[]> unknown = get("/trainings/never");

        assertThat(recipe.statusCode()).isEqualTo(400);
        assertThat(recipe.headers().firstValue("content-type")).hasValue("application/problem+json");
        assertThat(new String(recipe.body(), UTF_8)).contains("use one of cnn4, convnet50");
        assertThat(json.statusCode()).isEqualTo(400);
        assertThat(unknown.statusCode()).isEqualTo(404);
    }

    private static void assertBundle(String version) throws Exception {
        ObjectStore store = backing.store();
        byte[] json = store.get(Keys.bundleFile("convnet50", version, Manifest.MANIFEST));
        Manifest manifest = EventJson.read(json, Manifest.class);
        byte[] model = store.get(Keys.bundleFile("convnet50", version, Manifest.MODEL));
        assertThat(manifest.files()).containsEntry(Manifest.MODEL, sha256(model));
        assertThat(manifest.files())
                .containsEntry(
                        Manifest.GRADCAM, sha256(store.get(Keys.bundleFile("convnet50", version, Manifest.GRADCAM))));
        assertThat(promotions(version).get(0).digest()).isEqualTo(sha256(json));
        try (OrtSession session = OrtEnvironment.getEnvironment().createSession(model)) {
            assertThat(session.getInputNames()).containsExactly("image");
        }
    }

    private static String sha256(byte[] bytes) throws Exception {
        return java.util.HexFormat.of()
                .formatHex(java.security.MessageDigest.getInstance("SHA-256").digest(bytes));
    }

    private static void store(String dataset, String label, String scanId, String patient, int grey) {
        byte[] pixels = new byte[64 * 64];
        new Random(scanId.hashCode()).nextBytes(pixels);
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) (grey + pixels[i] / 4);
        }
        ObjectStore store = backing.store();
        store.put(Keys.image(scanId), CanonicalImage.toPng(new GreyImage(64, 64, pixels)), "image/png");
        ScanPointer pointer = new ScanPointer(scanId, label, patient + label, "00", Keys.image(scanId));
        store.put(Keys.pointer(dataset, label, scanId), EventJson.write(pointer), "application/json");
    }

    private static void request(String id, String dataset, String recipe) {
        TrainingRequested request =
                new TrainingRequested(id, dataset, recipe, null, ModelPromoted.PRODUCTION, 1L, Instant.EPOCH);
        backing.produce(Topics.TRAININGS, id, EventJson.write(request), Map.of());
    }

    private static List<TrainingProgress> progress(String id) {
        return backing.records(Topics.TRAININGS_PROGRESS).stream()
                .filter(record -> id.equals(record.key()))
                .map(record -> EventJson.read(record.value(), TrainingProgress.class))
                .toList();
    }

    private static TrainingProgress last(String id) {
        return await().atMost(LONG)
                .until(
                        () -> progress(id).stream()
                                .filter(event -> event.state() == State.DONE || event.state() == State.FAILED)
                                .findFirst()
                                .orElse(null),
                        event -> event != null);
    }

    private static List<ModelPromoted> promotions(String version) {
        return backing.records(Topics.MODELS).stream()
                .map(record -> EventJson.read(record.value(), ModelPromoted.class))
                .filter(promoted -> version.equals(promoted.version()))
                .toList();
    }

    private static HttpResponse<byte[]> post(String json) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(service.url().resolve("/trainings"))
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json)));
    }

    private static HttpResponse<byte[]> get(String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(service.url().resolve(path)));
    }

    private static HttpResponse<byte[]> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofByteArray());
    }
}

package dev.thorax.containers;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.net.URI;
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
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import javax.imageio.ImageIO;

import com.github.dockerjava.api.model.HostConfig;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.startupcheck.OneShotStartupCheckStrategy;

import dev.thorax.contracts.event.Diagnosis;
import dev.thorax.contracts.event.Slot;
import dev.thorax.contracts.event.TrainingProgress;
import dev.thorax.contracts.event.TrainingRequested;
import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.storage.ScanPointer;
import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.contracts.topic.Topics;
import dev.thorax.imaging.CanonicalImage;
import dev.thorax.kafka.KafkaClients;
import dev.thorax.servers.TestKeys;
import dev.thorax.servers.TestStack;
import dev.thorax.testing.data.TestPictures;
import dev.thorax.testing.model.TestBundles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Runs the services in their images, with a broker and a store on this machine. */
@WithImages
class ServiceImagesIT {
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final List<String> CODECS = List.of("none", "gzip", "snappy", "lz4", "zstd");
    private static final int TERMINATED = 128 + 15;
    private static final int KILLED = 128 + 9;

    @TempDir
    private Path folder;

    private final AtomicInteger starts = new AtomicInteger();
    private TestStack stack;

    @BeforeEach
    void startStack() {
        stack = TestStack.start(folder);
        stack.trust(TestBundles.KEYS.trusted());
    }

    @AfterEach
    void stopStack() {
        stack.close();
    }

    @Test
    void shouldTakeScansFromTheDeviceToTheHeatMap() throws Exception {
        stack.produce(
                Topics.MODELS,
                Slot.PRODUCTION.wireName(),
                Json.write(TestBundles.store(stack.store(), "v1", 1)),
                Map.of());

        try (ServiceContainer ingest = launch("ingest-service");
                ServiceContainer inference =
                        launch("inference-service", Map.of("thorax.inference.cache", "/var/lib/thorax/models"));
                ServiceContainer explain =
                        launch("explain-service", Map.of("thorax.explain.models", "/var/lib/thorax/models"))) {
            for (ServiceContainer service : List.of(ingest, inference, explain)) {
                service.awaitReady();
            }
            for (String codec : CODECS) {
                send(codec);
            }

            await().atMost(PATIENCE).until(() -> diagnosed().containsAll(CODECS));
            for (String scan : CODECS) {
                assertThat(heatMap(explain.url(), scan).getWidth()).as(scan).isPositive();
            }
            for (ServiceContainer service : List.of(ingest, inference, explain)) {
                assertThat(service.run("id", "-u")).isEqualToIgnoringNewLines("10001");
                assertThat(service.run("find", "/tmp", "/var/lib/thorax", "-type", "f", "-name", "*.so*"))
                        .as("extracted libraries")
                        .isEmpty();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ingest-service", "training-service-with-worker", "inference-service", "explain-service"})
    void shouldStartAgainAfterAStopAndAfterAKill(String image) throws Exception {
        try (ServiceContainer first = launch(image).awaitReady()) {
            assertThat(first.isReady()).isTrue();
            assertThat(first.stop()).isEqualTo(TERMINATED);
        }
        try (ServiceContainer second = launch(image).awaitReady()) {
            assertThat(second.isReady()).isTrue();
            assertThat(second.kill()).isEqualTo(KILLED);
        }
        try (ServiceContainer third = launch(image).awaitReady()) {
            assertThat(third.isReady()).isTrue();
            assertThat(third.run("/opt/thorax/bin/healthy")).isEmpty();
        }
    }

    @Test
    void shouldTrainInTheImageWithTheWorker() {
        for (int i = 0; i < 40; i++) {
            storeForTraining(i);
        }
        Map<String, String> data = Map.of("thorax.training.data", "/var/lib/thorax/training");
        try (ServiceContainer training =
                launch("training-service-with-worker", data).awaitReady()) {
            TrainingRequested request = new TrainingRequested(
                    "in-a-container",
                    "phantoms",
                    "convnet50-small",
                    null,
                    Slot.CANDIDATE.wireName(),
                    1L,
                    Instant.EPOCH,
                    null,
                    null);
            stack.produce(Topics.TRAININGS, request.trainingId(), Json.write(request), Map.of());

            TrainingProgress end = await().atMost(PATIENCE)
                    .until(
                            () -> progress().stream()
                                    .filter(event -> event.state().isFinal())
                                    .findFirst()
                                    .orElse(null),
                            event -> event != null);

            assertThat(training.isReady()).isTrue();
            assertThat(end.state()).as(end.message()).isEqualTo(TrainingProgress.State.DONE);
            assertThat(stack.store().list("models/convnet50-small/"))
                    .anyMatch(key -> key.endsWith("/model.onnx"))
                    .anyMatch(key -> key.endsWith(".svg") || key.endsWith(".png") || key.endsWith("report.html"));
        }
    }

    /** A pod gives the order and the rest. What the image can do is what the service reads from {@code describe.json}. */
    @Test
    void shouldSayWhatTheWorkerCanDo() throws Exception {
        Path described =
                Path.of(System.getProperty("thorax.modules"), "training-service/worker/target/worker/describe.json");
        try (GenericContainer<?> worker = new GenericContainer<>(ServiceContainer.name("training-worker"))
                .withStartupCheckStrategy(new OneShotStartupCheckStrategy().withTimeout(PATIENCE))
                .withCreateContainerCmdModifier(command -> {
                    HostConfig config = command.getHostConfig();
                    command.withUser(ServiceContainer.USER).withHostConfig(ServiceContainer.restricted(config));
                })) {
            worker.start();

            assertThat(Json.mapper().readTree(worker.getLogs()))
                    .isEqualTo(Json.mapper().readTree(Files.readAllBytes(described)));
        }
    }

    private ServiceContainer launch(String image) {
        return launch(image, Map.of());
    }

    private ServiceContainer launch(String image, Map<String, String> extra) {
        Map<String, String> settings = new TreeMap<>(extra);
        settings.put("thorax.instance", image);
        Path config = folder.resolve("config-" + starts.incrementAndGet());
        return ServiceContainer.launch(stack, image, config, settings);
    }

    private void send(String codec) throws Exception {
        Map<String, Object> settings = new TreeMap<>(stack.superUser());
        settings.put("compression.type", codec);
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(Topics.SCANS, TestPictures.png(codec.hashCode()));
        record.headers().add("ce_id", codec.getBytes(StandardCharsets.UTF_8));
        try (Producer<byte[], byte[]> producer = KafkaClients.bytesProducer(settings)) {
            producer.send(record).get();
        }
    }

    private List<String> diagnosed() {
        return stack.records(Topics.DIAGNOSES).stream()
                .map(record -> Json.read(record.value(), Diagnosis.class).scanId())
                .toList();
    }

    private List<TrainingProgress> progress() {
        return stack.records(Topics.TRAININGS_PROGRESS).stream()
                .map(record -> Json.read(record.value(), TrainingProgress.class))
                .toList();
    }

    private void storeForTraining(int number) {
        boolean bright = number % 2 == 0;
        String id = "s" + number;
        String label = bright ? "BRIGHT" : "DARK";
        stack.store()
                .put(
                        StorageKeys.image(id),
                        CanonicalImage.toPng(TestPictures.noise(64, 64, number, bright ? 180 : 60)),
                        "image/png");
        ScanPointer pointer =
                new ScanPointer(id, label, "p" + number / 2 + label, "sha of " + id, StorageKeys.image(id));
        stack.store().put(StorageKeys.pointer("phantoms", label, id), Json.write(pointer), "application/json");
    }

    private static BufferedImage heatMap(URI explain, String scan) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(explain.resolve("/explanations/" + scan))
                .header(TestKeys.HEADER, TestKeys.CLINICIAN.header())
                .build();
        HttpResponse<byte[]> answer = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofByteArray());
        assertThat(answer.statusCode()).as(scan).isEqualTo(200);
        return ImageIO.read(new ByteArrayInputStream(answer.body()));
    }
}

package dev.thorax.inference;

import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtSession;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

import dev.thorax.contracts.event.Diagnosis;
import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.contracts.topic.RejectionHeaders;
import dev.thorax.contracts.topic.Topics;
import dev.thorax.imaging.ModelInput;
import dev.thorax.onnx.OnnxSessions;
import dev.thorax.servers.ServiceProcess;
import dev.thorax.servers.TestStack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class InferenceServiceIT {
    @TempDir
    private static Path folder;

    private static TestStack backing;
    private static ServiceProcess service;

    @BeforeAll
    static void start() {
        backing = TestStack.start(folder);
        service = launch();
    }

    @AfterAll
    static void stop() throws Exception {
        backing.close();
    }

    @Test
    @Order(1)
    void shouldLetScansWaitForAFirstModelAndThenScoreAllAsOnnxRuntimeDoes() throws Exception {
        List<String> ids = Scans.store(backing, "waiting", 40);
        assertThat(service.isReady()).isTrue();
        assertThat(Scans.diagnoses(backing, "waiting")).isEmpty();

        byte[] network = Bundles.promote(backing, "v1", 1);

        awaitOnce("waiting", ids);
        for (Diagnosis diagnosis : Scans.diagnoses(backing, "waiting")) {
            float[] direct = scoreDirectly(network, diagnosis.scanId());
            assertThat(diagnosis.probabilities().keySet()).containsExactlyElementsOf(Bundles.CLASSES);
            assertThat(diagnosis.patient()).isEqualTo("p-" + diagnosis.scanId());
            assertThat(diagnosis.explanation().toString())
                    .isEqualTo("http://127.0.0.1:8084/explanations/" + diagnosis.scanId() + "?model=small&version=v1");
            for (int i = 0; i < direct.length; i++) {
                assertThat(diagnosis.probabilities().get(Bundles.CLASSES.get(i)))
                        .isCloseTo(direct[i], within(1e-5));
            }
        }
    }

    @Test
    @Order(2)
    void shouldSwapToAPromotedModelInAStreamWithoutLosingOrDoublingAScan() throws Exception {
        List<String> ids = new ArrayList<>(Scans.store(backing, "swap-a", 100));
        Bundles.promote(backing, "v2", 2);
        ids.addAll(Scans.store(backing, "swap-b", 100));
        await().untilAsserted(
                        () -> assertThat(Files.readString(service.log())).contains("serves model=small version=v2"));
        List<String> later = Scans.store(backing, "swap-later", 20);
        ids.addAll(later);

        awaitOnce("swap", ids);
        assertThat(Scans.diagnoses(backing, "swap-later"))
                .extracting(Diagnosis::version)
                .containsOnly("v2");
    }

    @Test
    @Order(3)
    void shouldGoOnWithTheOldModelWhereThePromotedOneIsBroken() throws Exception {
        byte[] network = Bundles.network(3);
        Bundles.announce(backing, Bundles.store(backing, "v3", network, Bundles.network(4)));
        byte[] noNetwork = "no network".getBytes(StandardCharsets.UTF_8);
        Bundles.announce(backing, Bundles.store(backing, "v4", noNetwork, noNetwork));
        await().untilAsserted(() -> assertThat(Files.readString(service.log()))
                .contains("its SHA-256 differs")
                .contains("ONNX Runtime cannot read model.onnx"));

        assertThat(health()).contains("ONNX Runtime cannot read model.onnx").contains("\"version\": \"v2\"");

        List<String> ids = Scans.store(backing, "broken", 10);

        awaitOnce("broken", ids);
        assertThat(Scans.diagnoses(backing, "broken"))
                .extracting(Diagnosis::version)
                .containsOnly("v2");
    }

    @Test
    @Order(4)
    void shouldAnswerAScanThatCannotBeScoredAndGoOn() {
        Scans.announce(backing, "gone-1");
        backing.store().put(StorageKeys.image("torn-1"), new byte[] {1, 2, 3}, "image/png");
        Scans.announce(backing, "torn-1");
        backing.produce(Topics.SCANS_STORED, "text-1", "{".getBytes(StandardCharsets.UTF_8), Map.of());
        backing.produce(Topics.SCANS_STORED, "null-1", "null".getBytes(StandardCharsets.UTF_8), Map.of());
        backing.produce(
                Topics.SCANS_STORED,
                "headers-1",
                "{}".getBytes(StandardCharsets.UTF_8),
                Map.of(
                        "ce_specversion",
                        "1.0",
                        "ce_id",
                        "1",
                        "ce_type",
                        "t",
                        "ce_source",
                        "no uri",
                        "ce_time",
                        "soon"));
        List<String> ids = Scans.store(backing, "rest", 5);

        awaitOnce("rest", ids);
        await().untilAsserted(() -> assertThat(backing.records(Topics.DIAGNOSES_FAILED))
                .extracting(record -> record.key() + " "
                        + new String(
                                record.headers()
                                        .lastHeader(RejectionHeaders.REASON)
                                        .value(),
                                StandardCharsets.UTF_8))
                .containsExactlyInAnyOrder(
                        "gone-1 image-missing",
                        "torn-1 image-unreadable",
                        "text-1 event-unreadable",
                        "null-1 event-unreadable",
                        "headers-1 event-invalid"));
    }

    @Test
    @Order(5)
    void shouldWaitForTheStoreAndThenScoreAll() {
        List<String> ids = Scans.store(backing, "outage-a", 5);
        awaitOnce("outage-a", ids);
        for (int i = 0; i < 20; i++) {
            backing.store()
                    .put(
                            StorageKeys.image("outage-b-" + i),
                            backing.store().get(StorageKeys.image("outage-a-0")),
                            "image/png");
        }
        backing.s3().stop();
        List<String> during = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            during.add("outage-b-" + i);
            Scans.announce(backing, "outage-b-" + i);
        }
        await().until(() -> Files.readString(service.log()).contains("A batch was not processed"));
        backing.s3().start();

        awaitOnce("outage-b", during);
    }

    @Test
    @Order(6)
    void shouldLoseAndDoubleNothingWhenItIsKilledInAStream() throws Exception {
        CompletableFuture<List<String>> stream =
                CompletableFuture.supplyAsync(() -> Scans.store(backing, "killed", 600));
        await().until(() -> !Scans.diagnoses(backing, "killed").isEmpty());

        service.kill();
        List<String> all = new ArrayList<>(stream.get());
        all.addAll(Scans.store(backing, "killed-after", 100));
        service = launch();

        awaitOnce("killed", all);
        assertThat(Scans.diagnoses(backing, "killed"))
                .as("the promotions after v2 are broken, also for a service that starts anew")
                .extracting(Diagnosis::version)
                .containsOnly("v2");
    }

    @Test
    @Order(7)
    void shouldWaitForTheBrokerAndThenScoreAllOnce() throws Exception {
        CompletableFuture<List<String>> stream =
                CompletableFuture.supplyAsync(() -> Scans.store(backing, "broker", 600));
        await().until(() -> !Scans.diagnoses(backing, "broker").isEmpty());

        backing.kafka().kill();
        Thread.sleep(Duration.ofSeconds(12).toMillis());
        backing.kafka().start();

        awaitOnce("broker", stream.get());
    }

    @Test
    @Order(8)
    void shouldScoreEachScanOnceWhenAReplicaComesAndAnotherGoes() throws Exception {
        CompletableFuture<List<String>> stream =
                CompletableFuture.supplyAsync(() -> Scans.store(backing, "replica", 1200));
        await().until(() -> !Scans.diagnoses(backing, "replica").isEmpty());

        ServiceProcess second = launch("second");
        service.kill();

        awaitOnce("replica", stream.get());
        second.stop();
    }

    private static String health() throws Exception {
        try (InputStream answer =
                service.url().resolve("/q/health/ready").toURL().openStream()) {
            return new String(answer.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static ServiceProcess launch() {
        return launch("it");
    }

    private static ServiceProcess launch(String instance) {
        return backing.service(
                Path.of(System.getProperty("thorax.service.jar")),
                Map.of(
                        "thorax.instance",
                        instance,
                        "thorax.inference.cache",
                        folder.resolve("models").toString()));
    }

    private static ConditionFactory await() {
        return Awaitility.await().atMost(Duration.ofSeconds(90)).pollInterval(Duration.ofMillis(300));
    }

    private static void awaitOnce(String prefix, List<String> ids) {
        await().untilAsserted(() -> assertThat(Scans.diagnoses(backing, prefix))
                .extracting(Diagnosis::scanId)
                .containsExactlyInAnyOrderElementsOf(ids));
    }

    private static float[] scoreDirectly(byte[] network, String scanId) throws Exception {
        OnnxSessions sessions = new OnnxSessions(1);
        byte[] pixels = new byte[32 * 32];
        ModelInput.write(Scans.image(scanId), Bundles.INPUT, pixels, 0);
        try (OrtSession session = sessions.open(Bundles.file(folder, network));
                OnnxTensor tensor = OnnxTensor.createTensor(
                        sessions.environment(), ByteBuffer.wrap(pixels), new long[] {1, 32, 32}, OnnxJavaType.UINT8);
                OrtSession.Result result = session.run(Map.of("image", tensor))) {
            return ((float[][]) result.get("probabilities").orElseThrow().getValue())[0];
        }
    }
}

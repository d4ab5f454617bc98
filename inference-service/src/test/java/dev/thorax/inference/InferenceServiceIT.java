package dev.thorax.inference;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

import dev.thorax.contracts.event.Diagnosis;
import dev.thorax.contracts.event.ModelPromoted;
import dev.thorax.contracts.event.UndeterminedReason;
import dev.thorax.contracts.model.Gate;
import dev.thorax.contracts.model.Manifest;
import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.contracts.topic.RejectionHeaders;
import dev.thorax.contracts.topic.Topics;
import dev.thorax.imaging.CanonicalImage;
import dev.thorax.imaging.GreyImage;
import dev.thorax.imaging.ModelInput;
import dev.thorax.onnx.OnnxSessions;
import dev.thorax.onnx.ScoringSession;
import dev.thorax.servers.ServiceProcess;
import dev.thorax.servers.TestStack;
import dev.thorax.testing.data.TestPictures;
import dev.thorax.testing.model.TestBundles;
import dev.thorax.testing.model.TinyNetworks;

import static dev.thorax.inference.InferenceStack.await;
import static dev.thorax.inference.InferenceStack.awaitLog;
import static dev.thorax.inference.InferenceStack.ready;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/**
 * Production in one replica of the packaged service; each test continues where the one before ended. {@link CandidateIT}
 * kills replicas.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class InferenceServiceIT {
    @TempDir
    private static Path folder;

    private static InferenceStack inference;
    private static TestStack stack;
    private static ServiceProcess service;

    @BeforeAll
    static void start() {
        inference = new InferenceStack(folder);
        stack = inference.stack();
        service = inference.launch("it");
    }

    @AfterAll
    static void stop() throws Exception {
        inference.close();
    }

    @Test
    @Order(1)
    void shouldLetScansWaitForAFirstModelAndThenScoreAllAsOnnxRuntimeDoes() {
        List<String> ids = Scans.store(stack, "waiting", 40);
        assertThat(service.isReady()).isTrue();
        assertThat(Scans.diagnoses(stack, "waiting")).isEmpty();

        inference.promote("v1", 1);

        inference.awaitProduction("waiting", ids);
        for (Diagnosis diagnosis : Scans.diagnoses(stack, "waiting")) {
            float[] direct = scoreDirectly(1, diagnosis.scanId());
            assertThat(diagnosis.probabilities().keySet()).containsExactlyElementsOf(TestBundles.CLASSES);
            assertThat(diagnosis.patient()).isEqualTo("p-" + diagnosis.scanId());
            assertThat(diagnosis.explanation().toString())
                    .isEqualTo("http://127.0.0.1:8084/explanations/" + diagnosis.scanId() + "?model=tiny&version=v1");
            for (int i = 0; i < direct.length; i++) {
                assertThat(diagnosis.probabilities().get(TestBundles.CLASSES.get(i)))
                        .isCloseTo(direct[i], within(1e-5));
            }
        }
    }

    @Test
    @Order(2)
    void shouldSwapToAPromotedModelInAStreamWithoutLosingOrDoublingAScan() {
        List<String> ids = new ArrayList<>(Scans.store(stack, "swap-a", 100));
        inference.promote("v2", 2);
        ids.addAll(Scans.store(stack, "swap-b", 100));
        awaitLog(service, "serves model=tiny version=v2");
        List<String> later = Scans.store(stack, "swap-later", 20);
        ids.addAll(later);

        inference.awaitProduction("swap", ids);
        assertThat(Scans.diagnoses(stack, "swap-later"))
                .extracting(Diagnosis::version)
                .containsOnly("v2");
    }

    @Test
    @Order(3)
    void shouldContinueWithTheOldModelIfThePromotedOneIsBroken() throws Exception {
        ModelPromoted other = TestBundles.store(stack.store(), "v3", 3);
        stack.store()
                .put(
                        StorageKeys.bundleFile(TestBundles.MODEL, "v3", Manifest.MODEL),
                        TinyNetworks.model(TestBundles.CLASSES.size(), 4),
                        "application/octet-stream");
        inference.announce(other);
        byte[] noNetwork = "no network".getBytes(StandardCharsets.UTF_8);
        inference.announce(inference.store("v4", TestBundles.INPUT, noNetwork));
        awaitLog(service, "its SHA-256 differs", "ONNX Runtime cannot read model.onnx");

        assertThat(ready(service)).contains("ONNX Runtime cannot read model.onnx", "\"version\": \"v2\"");

        List<String> ids = Scans.store(stack, "broken", 10);

        inference.awaitProduction("broken", ids);
        assertThat(Scans.diagnoses(stack, "broken"))
                .extracting(Diagnosis::version)
                .containsOnly("v2");
    }

    @Test
    @Order(4)
    void shouldAnswerAScanThatCannotBeScoredAndContinue() {
        Scans.announce(stack, "gone-1");
        stack.store().put(StorageKeys.image("torn-1"), new byte[] {1, 2, 3}, "image/png");
        Scans.announce(stack, "torn-1");
        stack.produce(Topics.SCANS_STORED, "text-1", "{".getBytes(StandardCharsets.UTF_8), Map.of());
        stack.produce(Topics.SCANS_STORED, "null-1", "null".getBytes(StandardCharsets.UTF_8), Map.of());
        stack.produce(
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
        List<String> ids = Scans.store(stack, "rest", 5);

        inference.awaitProduction("rest", ids);
        await().untilAsserted(() -> assertThat(stack.records(Topics.DIAGNOSES_FAILED))
                .extracting(InferenceServiceIT::reason)
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
        List<String> ids = Scans.store(stack, "outage-a", 5);
        inference.awaitProduction("outage-a", ids);
        byte[] image = stack.store().get(StorageKeys.image("outage-a-0"));
        List<String> during = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            during.add("outage-b-" + i);
            stack.store().put(StorageKeys.image("outage-b-" + i), image, "image/png");
        }
        stack.s3().stop();
        during.forEach(id -> Scans.announce(stack, id));
        awaitLog(service, "A batch was not processed");
        stack.s3().start();

        inference.awaitProduction("outage-b", during);
    }

    @Test
    @Order(6)
    void shouldWaitForTheBrokerAndThenScoreAllOnce() throws Exception {
        CompletableFuture<List<String>> stream = CompletableFuture.supplyAsync(() -> Scans.store(stack, "broker", 400));
        await().until(() -> !Scans.diagnoses(stack, "broker").isEmpty());

        stack.kafka().kill();
        awaitLog(service, "could not be established");
        stack.kafka().start();

        inference.awaitProduction("broker", stream.get());
    }

    @Test
    @Order(7)
    void shouldLeaveScansUndeterminedThatTheGateOfTheirVersionRefuses() throws Exception {
        // Scans of noise have a mean of about 128, and white pictures of 255.
        Gate.Limits limits = new Gate.Limits(200, 2, 0, 0.05, 100);
        inference.announce(TestBundles.storeGated(stack.store(), "v5", 5, limits));
        awaitLog(service, "serves model=tiny version=v5");
        List<String> ids = new ArrayList<>(Scans.store(stack, "gate", 5));
        byte[] white = new byte[64 * 48];
        Arrays.fill(white, (byte) 255);
        stack.store()
                .put(StorageKeys.image("gate-white"), CanonicalImage.toPng(new GreyImage(64, 48, white)), "image/png");
        Scans.announce(stack, "gate-white");

        ids.add("gate-white");
        inference.awaitProduction("gate", ids);

        assertThat(Scans.diagnoses(stack, "gate")).allSatisfy(diagnosis -> {
            assertThat(diagnosis.isConsistent()).isTrue();
            assertThat(diagnosis.hasClass()).isEqualTo(!diagnosis.scanId().equals("gate-white"));
        });
        assertThat(stack.records(Topics.DIAGNOSES))
                .extracting(record ->
                        new String(record.headers().lastHeader("ce_type").value(), StandardCharsets.UTF_8))
                .containsOnly("dev.thorax.diagnosis.v2");
        assertThat(stack.records(Topics.DIAGNOSES))
                .filteredOn(record -> record.key().equals("gate-white"))
                .singleElement()
                .satisfies(record -> assertThat(new String(record.value(), StandardCharsets.UTF_8))
                        .contains("\"reason\":\"unlike-training-scans\"")
                        .doesNotContain("probabilities", "\"diagnosis\""));
        assertThat(InferenceStack.get(service, "/q/metrics"))
                .contains("thorax_inference_diagnoses_total{outcome=\"undetermined\",reason=\"unlike-training-scans\"");
    }

    @Test
    @Order(8)
    void shouldGiveEveryScanAClassWithABundleFromBeforeTheGate() {
        inference.promote("v6", 6);
        awaitLog(service, "serves model=tiny version=v6");
        stack.store()
                .put(StorageKeys.image("old-white"), stack.store().get(StorageKeys.image("gate-white")), "image/png");
        Scans.announce(stack, "old-white");

        inference.awaitProduction("old", List.of("old-white"));

        assertThat(Scans.diagnoses(stack, "old")).singleElement().matches(Diagnosis::hasClass);
    }

    @Test
    @Order(9)
    void shouldScoreTheSquareAroundTheLungsAndNothingElse() throws Exception {
        inference.announce(TestBundles.storeWithLungs(stack.store(), "v7", 7));
        awaitLog(service, "serves model=tiny version=v7");
        Map<String, GreyImage> images =
                Map.of("lungs-both", TestPictures.lungs(20), "lungs-none", TestPictures.noise(64, 48, 1, 40));
        images.forEach((id, image) -> {
            stack.store().put(StorageKeys.image(id), CanonicalImage.toPng(image), "image/png");
            Scans.announce(stack, id);
        });

        inference.awaitProduction("lungs", List.copyOf(images.keySet()));

        assertThat(Scans.diagnoses(stack, "lungs")).allSatisfy(diagnosis -> {
            boolean shows = diagnosis.scanId().equals("lungs-both");
            assertThat(diagnosis.isConsistent()).isTrue();
            assertThat(diagnosis.hasClass()).isEqualTo(shows);
            assertThat(diagnosis.reason()).isEqualTo(shows ? null : UndeterminedReason.NO_LUNGS_FOUND);
            assertThat(diagnosis.lungs() != null).isEqualTo(shows);
        });
        assertThat(InferenceStack.get(service, "/q/metrics"))
                .contains("thorax_inference_diagnoses_total{outcome=\"undetermined\",reason=\"no-lungs-found\"");
    }

    private static String reason(ConsumerRecord<String, byte[]> record) {
        byte[] reason = record.headers().lastHeader(RejectionHeaders.REASON).value();
        return record.key() + " " + new String(reason, StandardCharsets.UTF_8);
    }

    private static float[] scoreDirectly(long seed, String scanId) {
        byte[] model = TinyNetworks.model(TestBundles.CLASSES.size(), seed);
        byte[] pixels = new byte[TestBundles.INPUT.height() * TestBundles.INPUT.width()];
        ModelInput.write(Scans.image(scanId), TestBundles.INPUT, pixels, 0);
        try (ScoringSession session =
                ScoringSession.open(new OnnxSessions(1), model, TestBundles.INPUT, TestBundles.CLASSES.size())) {
            return session.score(
                            ByteBuffer.allocateDirect(pixels.length).put(pixels).flip(), 1)[0];
        }
    }
}

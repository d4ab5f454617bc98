package dev.thorax.inference;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

import dev.thorax.contracts.event.Diagnosis;
import dev.thorax.contracts.event.Slot;
import dev.thorax.contracts.model.InputSpec;
import dev.thorax.contracts.model.InputSpec.Interpolation;
import dev.thorax.contracts.topic.Topics;
import dev.thorax.servers.ServiceProcess;
import dev.thorax.servers.TestStack;
import dev.thorax.testing.model.TestBundles;
import dev.thorax.testing.model.TinyNetworks;

import static dev.thorax.inference.InferenceStack.await;
import static dev.thorax.inference.InferenceStack.awaitLog;
import static dev.thorax.inference.InferenceStack.get;
import static dev.thorax.inference.InferenceStack.ready;
import static org.assertj.core.api.Assertions.assertThat;

/** A candidate beside production, in the packaged service; each test continues where the one before ended. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class CandidateIT {
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
        inference.promote("v1", 1);
    }

    @AfterAll
    static void stop() throws Exception {
        inference.close();
    }

    @Test
    @Order(1)
    void shouldDoNothingWhileThereIsNoCandidate() throws Exception {
        inference.awaitProduction("none", Scans.store(stack, "none", 20));

        assertThat(stack.records(Topics.DIAGNOSES_CANDIDATE)).isEmpty();
        assertThat(threads()).doesNotContain("candidate");
        assertThat(ready(service)).doesNotContain("candidate");
    }

    @Test
    @Order(2)
    void shouldScoreWhatComesAfterItsPromotionAndCountTheAgreement() throws Exception {
        inference.promoteToCandidate(TestBundles.store(stack.store(), "c1", 7));
        List<String> ids = Scans.store(stack, "first", 30);

        inference.awaitProduction("first", ids);
        inference.awaitCandidate("first", ids);
        List<Diagnosis> production = Scans.diagnoses(stack, "first");
        List<Diagnosis> candidate = Scans.candidates(stack, "first");
        assertThat(production).extracting(Diagnosis::version).containsOnly("v1");
        assertThat(candidate).extracting(Diagnosis::version).containsOnly("c1");
        assertThat(candidate).allSatisfy(diagnosis -> {
            assertThat(diagnosis.patient()).isEqualTo("p-" + diagnosis.scanId());
            assertThat(diagnosis.explanation().toString()).endsWith("?model=tiny&version=c1");
        });
        assertThat(Scans.candidates(stack, "none")).isEmpty();
        Map<String, String> classes = Scans.classes(production);
        long agree = candidate.stream()
                .filter(diagnosis -> classes.get(diagnosis.scanId()).equals(diagnosis.diagnosis()))
                .count();
        String metrics = get(service, "/q/metrics");
        assertThat(agreements(metrics, "yes")).isEqualTo(agree);
        assertThat(agreements(metrics, "no")).isEqualTo(30 - agree);
        assertThat(ready(service)).contains("tiny c1 scores beside production");
    }

    @Test
    @Order(3)
    void shouldLoseAndDoubleNothingWhenItIsKilled() throws Exception {
        CompletableFuture<List<String>> stream = CompletableFuture.supplyAsync(() -> Scans.store(stack, "killed", 300));
        await().until(() -> !Scans.candidates(stack, "killed").isEmpty());

        service.kill();
        List<String> ids = new ArrayList<>(stream.get());
        service = inference.launch("it");
        ids.addAll(Scans.store(stack, "killed-after", 50));

        inference.awaitProduction("killed", ids);
        inference.awaitCandidate("killed", ids);
    }

    @Test
    @Order(4)
    void shouldScoreEachScanOnceWhenAReplicaComesAndAnotherIsKilled() throws Exception {
        CompletableFuture<List<String>> stream =
                CompletableFuture.supplyAsync(() -> Scans.store(stack, "replica", 400));
        await().until(() -> !Scans.candidates(stack, "replica").isEmpty());

        ServiceProcess second = inference.launch("second");
        service.kill();
        service = second;

        List<String> ids = stream.get();
        inference.awaitProduction("replica", ids);
        inference.awaitCandidate("replica", ids);
    }

    @Test
    @Order(5)
    void shouldLeaveProductionAloneIfTheCandidateIsBroken() throws Exception {
        byte[] noNetwork = "no network".getBytes(StandardCharsets.UTF_8);
        inference.promoteToCandidate(inference.store("c2", TestBundles.INPUT, noNetwork));
        await().untilAsserted(
                        () -> assertThat(ready(service)).contains("cannot score: ONNX Runtime cannot read model.onnx"));

        List<String> ids = Scans.store(stack, "broken", 20);

        inference.awaitProduction("broken", ids);
        assertThat(Scans.candidates(stack, "broken")).isEmpty();
    }

    @Test
    @Order(6)
    void shouldLeaveProductionAloneIfTheCandidateIsSlow() throws Exception {
        byte[] slow = TinyNetworks.slowModel(TestBundles.CLASSES.size(), 5);
        inference.promoteToCandidate(inference.store("c3", new InputSpec(512, 512, Interpolation.AREA), slow));
        await().untilAsserted(() -> assertThat(ready(service)).contains("tiny c3 scores"));
        List<String> ids = Scans.store(stack, "slow", 200);

        inference.awaitProduction("slow", ids);

        assertThat(Scans.candidates(stack, "slow"))
                .as("the candidate is behind")
                .hasSizeLessThan(200);
    }

    @Test
    @Order(7)
    void shouldStopWhenTheSlotIsEmptied() throws Exception {
        stack.produce(Topics.MODELS, Slot.CANDIDATE.wireName(), null, Map.of());
        await().untilAsserted(() -> assertThat(ready(service)).doesNotContain("candidate"));
        awaitLog(service, "Closed a model version model=tiny version=c3");
        int before = stack.records(Topics.DIAGNOSES_CANDIDATE).size();

        inference.awaitProduction("emptied", Scans.store(stack, "emptied", 20));

        assertThat(stack.records(Topics.DIAGNOSES_CANDIDATE)).hasSize(before);
    }

    private static double agreements(String metrics, String agrees) {
        return metrics.lines()
                .filter(line -> line.startsWith("thorax_inference_candidate_scans_total{agrees=\"" + agrees + "\""))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    private static String threads() throws Exception {
        Process stackTrace = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jstack")
                                .toString(),
                        Long.toString(service.jvm().pid()))
                .redirectErrorStream(true)
                .start();
        return new String(stackTrace.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.startsWith("\""))
                .toList()
                .toString();
    }
}

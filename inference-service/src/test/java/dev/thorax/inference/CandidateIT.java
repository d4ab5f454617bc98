package dev.thorax.inference;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

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
import dev.thorax.contracts.event.ModelPromoted;
import dev.thorax.contracts.topic.Topics;
import dev.thorax.servers.ServiceProcess;
import dev.thorax.servers.TestStack;

import static org.assertj.core.api.Assertions.assertThat;

/** A candidate beside production, in the packaged service; each test goes on where the one before ended. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class CandidateIT {
    @TempDir
    private static Path folder;

    private static TestStack backing;
    private static ServiceProcess service;

    @BeforeAll
    static void start() throws Exception {
        backing = TestStack.start(folder);
        service = launch("it");
        Bundles.promote(backing, "v1", 1);
    }

    @AfterAll
    static void stop() throws Exception {
        backing.close();
    }

    @Test
    @Order(1)
    void shouldDoNothingWhileThereIsNoCandidate() throws Exception {
        awaitProduction("none", Scans.store(backing, "none", 20));

        assertThat(backing.records(Topics.DIAGNOSES_CANDIDATE)).isEmpty();
        assertThat(threads()).doesNotContain("candidate");
        assertThat(get("/q/health/ready")).doesNotContain("candidate");
    }

    @Test
    @Order(2)
    void shouldLetTheCandidateScoreWhatComesAfterItsPromotionAndCountTheAgreement() throws Exception {
        Bundles.tryOut(backing, "c1", Bundles.network(7), Instant.now());
        List<String> ids = Scans.store(backing, "first", 30);

        awaitProduction("first", ids);
        awaitCandidate("first", ids);
        List<Diagnosis> production = Scans.diagnoses(backing, "first");
        List<Diagnosis> candidate = Scans.candidates(backing, "first");
        assertThat(production).extracting(Diagnosis::version).containsOnly("v1");
        assertThat(candidate).extracting(Diagnosis::version).containsOnly("c1");
        assertThat(candidate).allSatisfy(diagnosis -> {
            assertThat(diagnosis.patient()).isEqualTo("p-" + diagnosis.scanId());
            assertThat(diagnosis.explanation().toString()).endsWith("?model=small&version=c1");
        });
        assertThat(Scans.candidates(backing, "none")).isEmpty();
        Map<String, String> named = Scans.classes(production);
        long agree = candidate.stream()
                .filter(diagnosis -> named.get(diagnosis.scanId()).equals(diagnosis.diagnosis()))
                .count();
        assertThat(get("/q/metrics"))
                .contains("thorax_inference_candidate_scans_total{agrees=\"yes\",} " + (double) agree)
                .contains("thorax_inference_candidate_scans_total{agrees=\"no\",} " + (30.0 - agree));
        assertThat(get("/q/health/ready")).contains("small c1 scores beside production");
    }

    @Test
    @Order(3)
    void shouldLoseAndDoubleNothingWhenItIsKilled() throws Exception {
        CompletableFuture<List<String>> stream =
                CompletableFuture.supplyAsync(() -> Scans.store(backing, "killed", 400));
        await().until(() -> !Scans.candidates(backing, "killed").isEmpty());

        service.kill();
        List<String> ids = new ArrayList<>(stream.get());
        service = launch("it");

        awaitProduction("killed", ids);
        awaitCandidate("killed", ids);
    }

    @Test
    @Order(4)
    void shouldShareTheScansAmongReplicas() throws Exception {
        ServiceProcess second = launch("second");
        List<String> ids = Scans.store(backing, "replica", 200);

        awaitProduction("replica", ids);
        awaitCandidate("replica", ids);
        second.stop();
    }

    @Test
    @Order(5)
    void shouldGoOnWithProductionWhereTheCandidateIsBroken() throws Exception {
        byte[] noNetwork = "no network".getBytes(StandardCharsets.UTF_8);
        Bundles.tryOut(backing, "c2", noNetwork, Instant.now());
        await().untilAsserted(() ->
                assertThat(get("/q/health/ready")).contains("cannot score: ONNX Runtime cannot read model.onnx"));

        List<String> ids = Scans.store(backing, "broken", 20);

        awaitProduction("broken", ids);
        assertThat(Scans.candidates(backing, "broken")).isEmpty();
    }

    @Test
    @Order(6)
    void shouldGoOnWithProductionWhereTheCandidateIsSlow() throws Exception {
        Bundles.tryOut(backing, "c3", Bundles.slowNetwork(), Bundles.SLOW_INPUT, Instant.now());
        await().untilAsserted(() -> assertThat(get("/q/health/ready")).contains("small c3 scores"));
        List<String> ids = Scans.store(backing, "slow", 200);

        awaitProduction("slow", ids);

        assertThat(Scans.candidates(backing, "slow"))
                .as("the candidate is behind")
                .hasSizeLessThan(200);
    }

    @Test
    @Order(7)
    void shouldStopWhenTheSlotIsEmptied() throws Exception {
        backing.produce(Topics.MODELS, ModelPromoted.CANDIDATE, null, Map.of());
        await().untilAsserted(() -> assertThat(get("/q/health/ready")).doesNotContain("candidate"));
        await().untilAsserted(() ->
                assertThat(java.nio.file.Files.readString(service.log())).contains("put away model=small version=c3"));
        int before = backing.records(Topics.DIAGNOSES_CANDIDATE).size();

        awaitProduction("emptied", Scans.store(backing, "emptied", 20));

        assertThat(backing.records(Topics.DIAGNOSES_CANDIDATE)).hasSize(before);
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

    private static String threads() throws Exception {
        Process stack = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jstack")
                                .toString(),
                        Long.toString(service.jvm().pid()))
                .redirectErrorStream(true)
                .start();
        return new String(stack.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.startsWith("\""))
                .toList()
                .toString();
    }

    private static String get(String path) throws Exception {
        try (InputStream answer = service.url().resolve(path).toURL().openStream()) {
            return new String(answer.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static ConditionFactory await() {
        return Awaitility.await().atMost(Duration.ofSeconds(120)).pollInterval(Duration.ofMillis(300));
    }

    private static void awaitProduction(String prefix, List<String> ids) {
        await().untilAsserted(() -> assertThat(Scans.diagnoses(backing, prefix))
                .extracting(Diagnosis::scanId)
                .containsExactlyInAnyOrderElementsOf(ids));
    }

    private static void awaitCandidate(String prefix, List<String> ids) {
        await().untilAsserted(() -> assertThat(Scans.candidates(backing, prefix))
                .extracting(Diagnosis::scanId)
                .containsExactlyInAnyOrderElementsOf(ids));
    }
}

package dev.thorax.explain;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.thorax.contracts.event.Diagnosis;
import dev.thorax.contracts.event.ExplanationReady;
import dev.thorax.contracts.event.ExplanationRequested;
import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.contracts.topic.Topics;
import dev.thorax.imaging.GreyImage;
import dev.thorax.imaging.ModelInput;
import dev.thorax.imaging.heatmap.HeatMapPng;
import dev.thorax.onnx.GradCamSession;
import dev.thorax.onnx.OnnxSessions;
import dev.thorax.servers.ServiceProcess;
import dev.thorax.servers.TestStack;
import dev.thorax.testing.model.TinyNetworks;

import static dev.thorax.explain.Fixture.INPUT;
import static dev.thorax.explain.Fixture.SIDE;
import static dev.thorax.explain.Fixture.get;
import static dev.thorax.explain.Fixture.json;
import static dev.thorax.explain.Fixture.probabilities;
import static dev.thorax.testing.model.TestBundles.CLASSES;
import static dev.thorax.testing.model.TestBundles.MODEL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

class ExplainIT {
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    @TempDir
    static Path folder;

    private static TestStack stack;
    private static Fixture fixture;
    private static ServiceProcess service;

    @BeforeAll
    static void start() {
        stack = TestStack.start(folder);
        fixture = new Fixture(stack);
        fixture.bundle("v1", 1);
        fixture.bundle("v2", 2);
        fixture.promote("v1");
        fixture.scan("scan-1", 1);
        service = fixture.service();
    }

    @AfterAll
    static void stop() throws Exception {
        if (stack != null) {
            stack.close();
        }
    }

    @Test
    void shouldGiveTheHeatMapThatTheNetworkGives() throws Exception {
        // Given
        GreyImage image = fixture.scan("numbers", 3);

        // When
        JsonNode answer = json(get(service, "/explanations/numbers?class=NORMAL", "Accept", "application/json"));

        // Then
        float[] direct = direct(image, TinyNetworks.gradCam(CLASSES.size(), 1), CLASSES.indexOf("NORMAL"));
        assertThat(answer.get("height").asInt()).isEqualTo(SIDE / 4);
        assertThat(answer.get("width").asInt()).isEqualTo(SIDE / 4);
        for (int i = 0; i < direct.length; i++) {
            assertThat(answer.get("heatmap")
                            .get(i / (SIDE / 4))
                            .get(i % (SIDE / 4))
                            .floatValue())
                    .isCloseTo(direct[i], within(1 / 65535f));
        }
        assertThat(answer.get("class").asText()).isEqualTo("NORMAL");
        assertThat(answer.get("method").asText()).isEqualTo("gradcam");
        assertThat(answer.get("probabilities").fieldNames()).toIterable().containsExactlyElementsOf(CLASSES);
    }

    @Test
    void shouldAnswerFromTheStoreTheSecondTime() throws Exception {
        // Given
        fixture.scan("twice", 4);
        HttpResponse<byte[]> first = get(service, "/explanations/twice");
        double computed = metric("thorax_explain_compute_seconds_count");

        // When
        HttpResponse<byte[]> second = get(service, "/explanations/twice");

        // Then
        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(first.headers().firstValue("content-type")).contains("image/png");
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(metric("thorax_explain_compute_seconds_count")).isEqualTo(computed);
    }

    @Test
    void shouldLetNobodyKeepAnAnswerAboutAPatient() throws Exception {
        fixture.scan("kept", 7);
        fixture.publish(fixture.diagnosis("kept", "p1-0123456789abcdef", probabilities(0.9, 0.05, 0.05), 20));
        for (String path :
                List.of("/diagnoses", "/diagnoses/kept", "/scans/kept/image", "/explanations/kept", "/status")) {
            await(path).atMost(PATIENCE).until(() -> get(service, path).statusCode() == 200);
            HttpResponse<byte[]> answer = get(service, path);
            String tag = answer.headers().firstValue("ETag").orElse("none");
            HttpResponse<byte[]> again = get(service, path, "If-None-Match", tag);
            assertThat(answer.headers().allValues("Cache-Control")).as(path).containsExactly("no-store");
            assertThat(again.headers().allValues("Cache-Control")).as(path).containsExactly("no-store");
        }
    }

    @Test
    void shouldSendNothingWhereTheCallerHasItAlready() throws Exception {
        String path = "/explanations/scan-1?class=NORMAL&model=tiny&version=v2&opacity=0.5";
        HttpResponse<byte[]> first = get(service, path);

        // When
        HttpResponse<byte[]> again = get(
                service,
                path,
                "If-None-Match",
                first.headers().firstValue("etag").orElseThrow());

        // Then
        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
    }

    @Test
    void shouldDrawWhatIsChosen() throws Exception {
        byte[] usual = get(service, "/explanations/scan-1?class=NORMAL").body();

        assertThat(get(service, "/explanations/scan-1?class=NORMAL&opacity=0.4").body())
                .isEqualTo(usual);
        assertThat(get(service, "/explanations/scan-1?class=NORMAL&opacity=1").body())
                .isNotEqualTo(usual);
        assertThat(get(service, "/explanations/scan-1?class=COVID-19").body()).isNotEqualTo(usual);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/explanations/unknown | 404 | No scan of this id",
                "/explanations/..%2Fx | 404 | scan id",
                "/explanations/scan-1?class=%3Cb%3E | 400 | COVID-19, NORMAL, PNEUMONIA",
                "/explanations/scan-1?opacity=2 | 400 | opacity",
                "/explanations/scan-1?opacity=NaN | 400 | opacity",
                "/explanations/scan-1?method=lime | 400 | gradcam",
                "/explanations/scan-1?model=tiny | 400 | both",
                "/explanations/scan-1?model=tiny&version=gone | 404 | not in the object store",
                "/diagnoses/nobody | 404 | not diagnosed yet",
                "/diagnoses?limit=0 | 400 | limit",
                "/scans/nobody/image | 404 | No scan",
                "/nowhere | 404 | nothing at this address"
            })
    void shouldSayWhatIsWrong(String path, int status, String words) throws Exception {
        HttpResponse<byte[]> answer = get(service, path);

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("content-type").orElseThrow()).startsWith("application/problem+json");
        assertThat(json(answer).get("detail").asText()).contains(words);
    }

    @Test
    void shouldAnswerRequestsOfTheTopic() {
        // Given
        fixture.scan("asked", 2);

        // When
        ask("asked", new ExplanationRequested("asked", null, null, "PNEUMONIA", Fixture.START));
        ask("missing", new ExplanationRequested("missing", null, null, null, Fixture.START));
        stack.produce(Topics.EXPLANATIONS, "broken", new byte[] {1}, Map.of());
        stack.produce(Topics.EXPLANATIONS, "null", "null".getBytes(), Map.of());
        ask("hostile", new ExplanationRequested("../x", "..", "/", "<b>", Fixture.START));

        // Then
        ExplanationReady ready = answers("asked", 1).get(0);
        assertThat(ready.problem()).isNull();
        assertThat(ready.heatmapKey()).isEqualTo(StorageKeys.heatmap("asked", MODEL, "v1", "PNEUMONIA", "gradcam"));
        assertThat(HeatMapPng.read(stack.store().get(ready.heatmapKey())).width())
                .isEqualTo(SIDE / 4);
        assertThat(ready.overlay())
                .hasToString("http://127.0.0.1:8084/explanations/asked?class=PNEUMONIA&model=tiny&version=v1");
        assertThat(answers("missing", 1).get(0).problem()).contains("No scan of this id");
        assertThat(answers("null", 1).get(0).problem()).contains("ExplanationRequested");
        assertThat(answers("hostile", 1).get(0).problem()).contains("model and version");
        assertThat(answers("broken", 1).get(0).problem()).contains("ExplanationRequested");
    }

    @Test
    void shouldKeepTheDiagnosisThatKafkaHasLastAndListItAgainAfterARestart() throws Exception {
        // Given
        fixture.publish(fixture.diagnosis("kept", "P-1", probabilities(0.9, 0.05, 0.05), 20));
        Diagnosis last = fixture.diagnosis("kept", "P-1", probabilities(0.1, 0.7, 0.2), 10);
        fixture.publish(last);
        stack.produce(Topics.DIAGNOSES, "junk", "<html>".getBytes(), Map.of());
        Diagnosis after = fixture.diagnosis("after", null, probabilities(0.2, 0.2, 0.6), 30);
        fixture.publish(after);
        awaitStored("after");

        // Then: over HTTP it has the fields of the event, and no others.
        assertThat(json(get(service, "/diagnoses/kept")))
                .isEqualTo(Json.mapper().valueToTree(last));
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(json(get(service, "/diagnoses?limit=200")))
                .contains(Json.mapper().<JsonNode>valueToTree(after)));

        // When
        try (ServiceProcess restarted = fixture.service()) {
            // Then
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(
                            json(get(restarted, "/diagnoses?limit=2")).findValuesAsText("scanId"))
                    .containsExactly("after", "kept"));
        }
    }

    @Test
    void shouldKeepDiagnosesThatCameWhileTheStoreWasDown() throws Exception {
        // Given
        stack.s3().stop();
        try {
            fixture.publish(fixture.diagnosis("patient-one", null, probabilities(0.2, 0.3, 0.5), 1));
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(
                            get(service, "/scans/scan-1/image").statusCode())
                    .isEqualTo(503));
        } finally {
            // When
            stack.s3().start();
        }

        // Then
        awaitStored("patient-one");
    }

    private static void awaitStored(String scanId) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(
                        get(service, "/diagnoses/" + scanId).statusCode())
                .isEqualTo(200));
    }

    private static void ask(String key, ExplanationRequested request) {
        stack.produce(Topics.EXPLANATIONS, key, Json.write(request), Map.of());
    }

    private static List<ExplanationReady> answers(String key, int count) {
        List<ExplanationReady> answers = new ArrayList<>();
        await().atMost(PATIENCE).untilAsserted(() -> {
            answers.clear();
            for (ConsumerRecord<String, byte[]> record : stack.records(Topics.EXPLANATIONS_READY)) {
                if (record.key().equals(key)) {
                    answers.add(Json.read(record.value(), ExplanationReady.class));
                }
            }
            assertThat(answers).hasSize(count);
        });
        return answers;
    }

    private static double metric(String name) throws Exception {
        URI metrics = service.management().resolve("/q/metrics");
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(metrics).build(), HttpResponse.BodyHandlers.ofLines())
                .body()
                .filter(line -> line.startsWith(name))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    private static float[] direct(GreyImage image, byte[] network, int label) {
        byte[] pixels = new byte[SIDE * SIDE];
        ModelInput.write(image, INPUT, pixels, 0);
        try (GradCamSession session = GradCamSession.open(new OnnxSessions(1), network, INPUT, CLASSES.size())) {
            return session.explain(ByteBuffer.wrap(pixels), label).heatMaps()[0];
        }
    }
}

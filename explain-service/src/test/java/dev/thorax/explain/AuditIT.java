package dev.thorax.explain;

import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.thorax.contracts.audit.AuditAction;
import dev.thorax.contracts.audit.AuditRecord;
import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.topic.Topics;
import dev.thorax.servers.ServiceProcess;
import dev.thorax.servers.TestKeys;
import dev.thorax.servers.TestStack;

import static dev.thorax.explain.Fixture.get;
import static dev.thorax.explain.Fixture.json;
import static dev.thorax.explain.Fixture.probabilities;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Each look is in the audit before its answer leaves. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class AuditIT {
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
        fixture.promote("v1");
        fixture.scan("s-1", 1);
        service = fixture.service();
        fixture.publish(fixture.diagnosis("s-1", "p1-0123456789abcdef", probabilities(0.9, 0.05, 0.05), 20));
        fixture.publish(fixture.diagnosis("s-2", "p1-0123456789abcdef", probabilities(0.9, 0.05, 0.05), 30));
        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(get(service, "/diagnoses/s-1").statusCode()).isEqualTo(200);
            assertThat(json(get(service, "/diagnoses")).size()).isEqualTo(2);
        });
    }

    @AfterAll
    static void stop() {
        stack.close();
    }

    @ParameterizedTest
    @CsvSource({
        "/diagnoses, LISTED, GET /diagnoses, 200, 's-2,s-1', ''",
        "/diagnoses?limit=1, LISTED, GET /diagnoses, 200, s-2, ''",
        "/diagnoses/s-1, LOOKED_AT_DIAGNOSIS, GET /diagnoses/{scanId}, 200, s-1, ''",
        "/diagnoses/s-9, LOOKED_AT_DIAGNOSIS, GET /diagnoses/{scanId}, 404, '', ''",
        "/explanations/PAT4711?opacity=9, LOOKED_AT_HEAT_MAP, GET /explanations/{scanId}, 400, '', ''",
        "/explanations/PAT4711, LOOKED_AT_HEAT_MAP, GET /explanations/{scanId}, 404, '', ''",
        "/scans/s-1/image, LOOKED_AT_PICTURE, GET /scans/{scanId}/image, 200, s-1, ''",
        "/explanations/s-1, LOOKED_AT_HEAT_MAP, GET /explanations/{scanId}, 200, s-1, tiny/v1"
    })
    @Order(1)
    void shouldRecordEachRequestOnceWithItsScans(
            String path, AuditAction action, String name, int status, String scans, String versions) throws Exception {
        int before = records().size();

        assertThat(get(service, path).statusCode()).isEqualTo(status);

        List<AuditRecord> news = records();
        assertThat(news.subList(before, news.size())).singleElement().satisfies(record -> {
            assertThat(record.action()).isEqualTo(action);
            assertThat(record.request()).isEqualTo(name);
            assertThat(record.status()).isEqualTo(status);
            assertThat(String.join(",", record.subjects().scans())).isEqualTo(scans);
            assertThat(String.join(",", record.subjects().versions())).isEqualTo(versions);
            assertThat(record.service()).isEqualTo("explain");
            assertThat(record.caller().address()).isEqualTo("127.0.0.1");
        });
    }

    @Test
    @Order(2)
    void shouldRecordAStreamAtItsStartAndTheScansThatItSends() throws Exception {
        int before = records().size();
        HttpRequest request = HttpRequest.newBuilder(service.url().resolve("/diagnoses/stream"))
                .header(TestKeys.HEADER, TestKeys.CLINICIAN.header())
                .build();

        try (InputStream body = HttpClient.newHttpClient()
                        .send(request, HttpResponse.BodyHandlers.ofInputStream())
                        .body();
                BufferedReader events = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8))) {
            awaitLine(events, "event:status");
            assertThat(records()).hasSize(before + 1);
            fixture.publish(fixture.diagnosis("s-3", null, probabilities(0.9, 0.05, 0.05), 40));
            awaitLine(events, "s-3");
        }

        List<AuditRecord> news = records();
        assertThat(news.subList(before, news.size()))
                .hasSize(2)
                .allSatisfy(record -> assertThat(record.action()).isEqualTo(AuditAction.FOLLOWED))
                .extracting(record -> record.subjects().scans())
                .containsExactly(List.of(), List.of("s-3"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/diagnoses", "/diagnoses/s-1", "/scans/s-1/image", "/explanations/s-1", "/diagnoses/stream"})
    @Order(3)
    void shouldWithholdTheAnswerIfTheBrokerIsAway(String path) throws Exception {
        if (stack.kafka().jvm().isAlive()) {
            stack.kafka().stop();
        }

        HttpResponse<byte[]> answer = get(service, path);

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("content-type").orElseThrow()).startsWith("application/problem+json");
        assertThat(answer.headers().firstValue("etag")).isEmpty();
        assertThat(answer.headers().firstValue("cache-control")).contains("no-store");
        assertThat(new String(answer.body(), StandardCharsets.UTF_8))
                .contains("audit record")
                .doesNotContain("s-1", "p1-", "COVID");
    }

    @Test
    @Order(4)
    void shouldAnswerAgainWhenTheBrokerIsBack() {
        stack.kafka().start();

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(get(service, "/scans/s-1/image").statusCode())
                        .isEqualTo(200));
    }

    private static void awaitLine(BufferedReader events, String part) throws Exception {
        String line = events.readLine();
        while (!line.contains(part)) {
            line = events.readLine();
        }
    }

    /** Returns all records in the order of their times. Each field of each is known. */
    private static List<AuditRecord> records() {
        return stack.records(Topics.AUDIT).stream()
                .map(record -> Json.readRequest(record.value(), AuditRecord.class))
                .toList();
    }
}

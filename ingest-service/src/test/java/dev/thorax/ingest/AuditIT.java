package dev.thorax.ingest;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.thorax.contracts.audit.AuditAction;
import dev.thorax.contracts.audit.AuditCaller;
import dev.thorax.contracts.audit.AuditRecord;
import dev.thorax.contracts.audit.IdentityKind;
import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.topic.Topics;
import dev.thorax.servers.ServiceProcess;
import dev.thorax.servers.TestKeys;
import dev.thorax.servers.TestStack;
import dev.thorax.testing.data.TestPictures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Each upload is in the audit before its answer leaves. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class AuditIT {
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @TempDir
    static Path folder;

    private static TestStack backing;
    private static ServiceProcess service;

    @BeforeAll
    static void start() {
        backing = TestStack.start(folder);
        service = backing.service(Path.of(System.getProperty("thorax.service.jar")), Map.of());
    }

    @AfterAll
    static void stop() {
        backing.close();
    }

    @ParameterizedTest
    @CsvSource({"sent-1, image/png, 202", "sent-2, text/plain, 415"})
    @Order(1)
    void shouldRecordWhoSentAScan(String id, String type, int status) throws Exception {
        int before = records().size();
        byte[] body = status == 202 ? TestPictures.png(1) : "Jane Doe".getBytes(StandardCharsets.UTF_8);

        HttpResponse<String> answer = HTTP.send(upload(id, type, body).build(), HttpResponse.BodyHandlers.ofString());

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        List<AuditRecord> news = records();
        assertThat(news.subList(before, news.size())).singleElement().satisfies(record -> {
            assertThat(record.action()).isEqualTo(AuditAction.SENT);
            assertThat(record.status()).isEqualTo(status);
            assertThat(record.request()).isEqualTo("POST /scans");
            assertThat(record.subjects().scans()).containsExactly(id);
            assertThat(record.caller())
                    .isEqualTo(new AuditCaller(
                            TestKeys.DEVICE.callerName(), IdentityKind.KEY, List.of("device"), "127.0.0.1"));
        });
        assertThat(backing.records(Topics.AUDIT))
                .noneSatisfy(record -> assertThat(new String(record.value(), StandardCharsets.UTF_8))
                        .contains("Jane"));
    }

    @Test
    @Order(2)
    void shouldCountTheRequestsOfStrangers() throws Exception {
        for (int i = 0; i < 20; i++) {
            HttpRequest request = HttpRequest.newBuilder(service.url().resolve("/scans?patient=Jane"))
                    .header("content-type", "image/png")
                    .POST(HttpRequest.BodyPublishers.ofByteArray(TestPictures.png(1)))
                    .build();
            assertThat(HTTP.send(request, HttpResponse.BodyHandlers.ofString()).statusCode())
                    .isEqualTo(401);
        }

        await().atMost(PATIENCE).untilAsserted(() -> {
            List<AuditRecord> refused = records().stream()
                    .filter(record -> record.action() == AuditAction.WAS_REFUSED)
                    .toList();
            assertThat(refused.stream().mapToLong(AuditRecord::count).sum()).isEqualTo(20);
            assertThat(refused).hasSizeLessThan(5).allSatisfy(record -> {
                assertThat(record.request()).isEqualTo("POST /scans");
                assertThat(record.caller()).isEqualTo(AuditCaller.unknown("127.0.0.1"));
            });
        });
    }

    @Test
    @Order(3)
    void shouldWithholdTheAnswerIfTheBrokerIsAway() throws Exception {
        backing.kafka().stop();
        try {
            HttpResponse<String> answer = HTTP.send(
                    upload("sent-3", "image/png", TestPictures.png(3)).build(), HttpResponse.BodyHandlers.ofString());

            assertThat(answer.statusCode()).isEqualTo(503);
        } finally {
            backing.kafka().start();
        }
    }

    private static HttpRequest.Builder upload(String id, String type, byte[] body) {
        return HttpRequest.newBuilder(service.url().resolve("/scans?patient=Jane%20Doe&id=" + id))
                .header("content-type", type)
                .header(TestKeys.HEADER, TestKeys.DEVICE.header())
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
    }

    private static List<AuditRecord> records() {
        return backing.records(Topics.AUDIT).stream()
                .map(record -> Json.readRequest(record.value(), AuditRecord.class))
                .toList();
    }
}

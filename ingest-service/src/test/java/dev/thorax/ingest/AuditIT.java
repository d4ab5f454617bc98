package dev.thorax.ingest;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
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
import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.contracts.topic.TopicSettings;
import dev.thorax.contracts.topic.Topics;
import dev.thorax.kafka.KafkaClients;
import dev.thorax.servers.ServiceProcess;
import dev.thorax.servers.TestKeys;
import dev.thorax.servers.TestStack;
import dev.thorax.servers.WithdrawnRule;
import dev.thorax.testing.data.TestPictures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Each upload is in the audit before it is taken and before its answer leaves, and so is what is done with patients. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class AuditIT {
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final Path JAR = Path.of(System.getProperty("thorax.service.jar"));
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @TempDir
    static Path folder;

    private static TestStack backing;
    private static ServiceProcess service;

    @BeforeAll
    static void start() {
        backing = TestStack.start(folder);
        service = backing.service(JAR, Map.of());
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
        List<AuditRecord> both = news.subList(before, news.size());
        assertThat(both).extracting(AuditRecord::status).containsExactly(null, status);
        assertThat(both).extracting(AuditRecord::requestId).doesNotContainNull();
        assertThat(both.get(0).requestId()).isEqualTo(both.get(1).requestId());
        assertThat(both).allSatisfy(record -> {
            assertThat(record.action()).isEqualTo(AuditAction.SENT);
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
    void shouldTakeNoScanAndEraseNothingWithoutTheAudit() throws Exception {
        send(upload("sent-3", "image/png", TestPictures.png(3)));
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(backing.store().exists(StorageKeys.original("sent-3")))
                .isTrue());
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(patients("held").statusCode()).isEqualTo(200));
        int scans = backing.records(Topics.SCANS).size();

        WithdrawnRule audit = backing.withoutWriting(JAR, Topics.AUDIT);
        try {
            await().atMost(PATIENCE).untilAsserted(() -> assertProblem(patients("held"), "its answer is withheld"));
            assertProblem(
                    send(upload("sent-4", "image/png", TestPictures.png(4))),
                    "The scan was not taken because the broker");
            assertProblem(patients("erasures"), "nothing was done");
        } finally {
            audit.close();
        }

        assertThat(backing.records(Topics.SCANS)).hasSize(scans);
        assertThat(backing.records(Topics.SCANS_ERASED)).isEmpty();
        assertThat(backing.store().list("erasures/")).isEmpty();
        assertThat(backing.store().exists(StorageKeys.original("sent-3"))).isTrue();
    }

    @Test
    @Order(4)
    void shouldNameTheErasureInItsRecords() throws Exception {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(patients("held").statusCode()).isEqualTo(200));

        HttpResponse<String> answer = patients("erasures");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        String id = Json.mapper().readTree(answer.body()).path("erasureId").asText();
        List<AuditRecord> erased = records().stream()
                .filter(record -> id.equals("e-" + record.requestId()))
                .toList();
        assertThat(erased).extracting(AuditRecord::status).containsExactly(null, 200);
        assertThat(erased).extracting(AuditRecord::action).containsOnly(AuditAction.ERASED);
        assertThat(backing.store().exists(StorageKeys.original("sent-3"))).isFalse();
        assertThat(backing.records(Topics.AUDIT))
                .noneSatisfy(record -> assertThat(new String(record.value(), StandardCharsets.UTF_8))
                        .contains("Jane"));
    }

    @ParameterizedTest
    @CsvSource({"max.message.bytes, 1", "retention.ms, 1000", "cleanup.policy, compact"})
    @Order(5)
    void shouldNotBeReadyIfTheTopicIsAlteredWhileItRuns(String setting, String value) throws Exception {
        try (Admin admin = KafkaClients.admin(backing.superUser())) {
            alter(admin, setting, value);

            await().atMost(PATIENCE).untilAsserted(() -> assertThat(
                            send(HttpRequest.newBuilder(service.management().resolve("/q/health/ready")))
                                    .body())
                    .contains("thorax.audit", setting));

            alter(admin, setting, TopicSettings.of(Topics.AUDIT).config().get(setting));
            service.awaitReady();
        }
    }

    private static void alter(Admin admin, String setting, String value) throws Exception {
        ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, Topics.AUDIT);
        AlterConfigOp change = new AlterConfigOp(new ConfigEntry(setting, value), AlterConfigOp.OpType.SET);
        admin.incrementalAlterConfigs(Map.of(topic, List.of(change))).all().get();
    }

    private static void assertProblem(HttpResponse<String> answer, String sentence) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
        assertThat(answer.body())
                .contains("does not acknowledge the audit record", sentence)
                .doesNotContain("sent-3");
    }

    private static HttpResponse<String> patients(String what) throws Exception {
        return send(HttpRequest.newBuilder(service.url().resolve("/patients/" + what))
                .header("content-type", "application/json")
                .header(TestKeys.HEADER, TestKeys.OPERATOR.header())
                .POST(HttpRequest.BodyPublishers.ofString(
                        "{\"patient\":\"Jane Doe\"" + (what.equals("held") ? "}" : ",\"reason\":\"A test\"}"))));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
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

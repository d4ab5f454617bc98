package dev.thorax.training.promotion;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

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
import dev.thorax.contracts.audit.AuditSubjects;
import dev.thorax.contracts.audit.IdentityKind;
import dev.thorax.contracts.event.PromotionDeclined;
import dev.thorax.contracts.event.PromotionRequested;
import dev.thorax.contracts.event.TrainingRequested;
import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.topic.Topics;
import dev.thorax.servers.ServiceProcess;
import dev.thorax.servers.TestKeys;
import dev.thorax.servers.TestStack;
import dev.thorax.servers.WithdrawnRule;
import dev.thorax.training.promotion.ThresholdVersions.Kind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Each decision is in the audit under the caller's name, and a record on a topic decides nothing in an operator's name. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class AuditIT {
    private static final Duration LONG = Duration.ofMinutes(10);
    private static final Path JAR = Path.of(System.getProperty("thorax.service.jar"));
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private static final String REPORT = "/models/threshold/v-1/report.html";
    private static final String PROMOTION =
            "{\"slot\":\"candidate\",\"model\":\"threshold\",\"version\":\"v-1\",\"why\":\"A trial\"}";

    @TempDir
    private static Path folder;

    private static TestStack backing;
    private static int before;
    private static ServiceProcess service;

    @BeforeAll
    static void start() {
        backing = TestStack.start(folder);
        new ThresholdVersions(backing.store()).store("v-1", 10, Kind.USUAL);
        service = backing.service(JAR, Map.of());
    }

    @AfterAll
    static void stop() {
        backing.close();
    }

    @Test
    void shouldRecordEachDecisionBeforeAndAfterUnderTheCallersName() throws Exception {
        before = records().size();
        HttpResponse<byte[]> promoted = post("/promotions", PROMOTION);
        assertThat(status(promoted)).isEqualTo(202);
        assertThat(last().subjects().versions()).containsExactly("threshold/v-1");
        assertThat(Json.mapper().readTree(promoted.body()).path("promotionId").asText())
                .isEqualTo("p-" + last().requestId());
        expect(AuditAction.PROMOTED, "POST /promotions", 202);

        HttpResponse<byte[]> ordered =
                post("/trainings", "{\"dataset\":\"nothing\",\"recipe\":\"convnet50-small\",\"slot\":\"none\"}");
        String id = Json.mapper().readTree(ordered.body()).path("trainingId").asText();
        expect(AuditAction.TRAINED, "POST /trainings", 202);
        assertThat(last().subjects().trainings()).containsExactly(id);
        assertThat(last().subjects().datasets()).containsExactly("nothing");
        assertThat(id).isEqualTo("t-" + last().requestId());

        HttpResponse<byte[]> cancelled = post("/trainings/" + id + "/cancel", "");
        expect(AuditAction.CANCELLED, "POST /trainings/{id}/cancel", cancelled.statusCode());
        assertThat(last().subjects().trainings()).containsExactly(id);

        assertThat(status(request("/datasets/set1/classes", TestKeys.OPERATOR)
                        .header("content-type", "application/json")
                        .PUT(HttpRequest.BodyPublishers.ofString("{\"classes\":[\"A\",\"B\"]}"))))
                .isEqualTo(200);
        expect(AuditAction.DECLARED, "PUT /datasets/{dataset}/classes", 200);
        assertThat(last().subjects().datasets()).containsExactly("set1");

        assertThat(status(request(REPORT, TestKeys.OPERATOR))).isEqualTo(200);
        expect(AuditAction.LOOKED_AT_REPORT, "GET /models/{model}/{version}/{file}", 200);
        assertThat(last().subjects().versions()).containsExactly("threshold/v-1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/models",
                "/models/threshold",
                "/models/threshold/v-1",
                "/promotions",
                "/trainings",
                "/validations",
                "/datasets/x/classes"
            })
    void shouldRecordNoLookThatShowsNoScan(String path) throws Exception {
        long before = answered();

        send(request(path, TestKeys.OPERATOR));

        assertThat(answered()).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "POST | /promotions | " + PROMOTION,
                "POST | /promotions | {\"slot\":\"candidate\"}",
                "POST | /trainings | {\"dataset\":\"unrecorded\",\"recipe\":\"convnet50-small\",\"slot\":\"none\"}",
                "POST | /validations | {\"model\":\"threshold\",\"version\":\"v-1\",\"dataset\":\"greys\"}",
                "POST | /trainings/t-1/cancel | {}",
                "PUT | /datasets/unrecorded/classes | {\"classes\":[\"A\",\"B\"]}"
            })
    @Order(1) // Nothing is in work yet that would write later.
    void shouldDecideNothingWithoutTheAudit(String method, String path, String body) throws Exception {
        List<Integer> was = written();

        WithdrawnRule audit = backing.withoutWriting(JAR, Topics.AUDIT);
        try {
            awaitWithheldReport();
            assertUnrecorded(
                    send(request(path, TestKeys.OPERATOR)
                            .header("content-type", "application/json")
                            .method(method, HttpRequest.BodyPublishers.ofString(body))),
                    "nothing was done");
            assertThat(status(request("/promotions", TestKeys.OPERATOR)))
                    .as("what needs no audit")
                    .isEqualTo(200);
        } finally {
            audit.close();
        }

        assertThat(written()).isEqualTo(was);
    }

    @Test
    void shouldWithholdAReportWithoutTheAudit() throws Exception {
        WithdrawnRule audit = backing.withoutWriting(JAR, Topics.AUDIT);
        try {
            awaitWithheldReport();
        } finally {
            audit.close();
        }

        await().atMost(LONG).untilAsserted(() -> assertThat(status(request(REPORT, TestKeys.OPERATOR)))
                .isEqualTo(200));
    }

    /** Returns how much is written of what the endpoints could write: objects, and records of requests. */
    private static List<Integer> written() {
        return Stream.concat(
                        Stream.of("approvals/", "promotions/", "trainings/", "runs/", "classes/")
                                .map(prefix -> backing.store().list(prefix).size()),
                        Stream.of(Topics.PROMOTIONS, Topics.TRAININGS, Topics.TRAININGS_CANCELLATIONS)
                                .map(topic -> backing.records(topic).size()))
                .toList();
    }

    /** Waits until the broker knows that the rule is gone. */
    private static void awaitWithheldReport() {
        await().atMost(LONG)
                .untilAsserted(
                        () -> assertUnrecorded(send(request(REPORT, TestKeys.OPERATOR)), "its answer is withheld"));
    }

    private static void assertUnrecorded(HttpResponse<byte[]> answer, String sentence) {
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(new String(answer.body(), StandardCharsets.UTF_8))
                .startsWith("{")
                .contains("does not acknowledge the audit record", sentence);
    }

    @Test
    void shouldNotRecordAsBegunWhatIsRefused() throws Exception {
        long begun = begun();

        assertThat(status(order(request("/promotions", TestKeys.CLINICIAN)))).isEqualTo(403);
        assertThat(status(order(HttpRequest.newBuilder(service.url().resolve("/promotions")))))
                .isEqualTo(401);
        assertThat(status(order(request("/promotions", TestKeys.OPERATOR).header("sec-fetch-site", "cross-site"))))
                .isEqualTo(403);

        assertThat(begun()).isEqualTo(begun);
    }

    private static HttpRequest.Builder order(HttpRequest.Builder request) {
        return request.header("content-type", "application/json").POST(HttpRequest.BodyPublishers.ofString(PROMOTION));
    }

    private static long begun() {
        return records().stream().filter(record -> record.status() == null).count();
    }

    @Test
    void shouldCountRefusals() throws Exception {
        for (int i = 0; i < 3; i++) {
            assertThat(status(request("/promotions/p-1", TestKeys.CLINICIAN))).isEqualTo(403);
        }

        await().atMost(LONG).untilAsserted(() -> assertThat(records())
                .filteredOn(record -> record.action() == AuditAction.WAS_REFUSED)
                .filteredOn(record -> record.caller().name().equals(TestKeys.CLINICIAN.callerName()))
                .filteredOn(record -> record.request().equals("GET /promotions/{id}"))
                .allSatisfy(record -> assertThat(record.status()).isEqualTo(403))
                .extracting(AuditRecord::count)
                .satisfies(counts -> assertThat(
                                counts.stream().mapToLong(Long::longValue).sum())
                        .isEqualTo(3)));
    }

    @Test
    void shouldDeclineTheWordOfARecord() {
        PromotionRequested forged = new PromotionRequested(
                "forged", "candidate", "threshold", "v-1", TestKeys.OPERATOR.callerName(), "Because.", Instant.EPOCH);
        backing.produce(Topics.PROMOTIONS, "candidate", Json.write(forged), Map.of());
        TrainingRequested training = new TrainingRequested(
                "forged", "nothing", "convnet50-small", null, "production", 1L, Instant.EPOCH, "Ada", "Because.");
        backing.produce(Topics.TRAININGS, "forged", Json.write(training), Map.of());

        await().atMost(LONG).untilAsserted(() -> {
            assertThat(backing.records(Topics.PROMOTIONS_DECLINED))
                    .extracting(record -> Json.read(record.value(), PromotionDeclined.class))
                    .anySatisfy(declined -> {
                        assertThat(declined.promotionId()).isEqualTo("forged");
                        assertThat(declined.reason()).contains("taken by HTTP only");
                    });
            assertThat(backing.records(Topics.TRAININGS_PROGRESS))
                    .anySatisfy(
                            record -> assertThat(new String(record.value())).contains("forged", "taken by HTTP only"));
        });
        assertThat(backing.records(Topics.MODELS))
                .noneSatisfy(record -> assertThat(new String(record.value())).contains("Because."));
    }

    private static void expect(AuditAction action, String name, int status) {
        assertThat(last()).satisfies(record -> {
            assertThat(record.action()).isEqualTo(action);
            assertThat(record.request()).isEqualTo(name);
            assertThat(record.status()).isEqualTo(status);
            assertThat(record.service()).isEqualTo("training");
            assertThat(record.caller().name()).isEqualTo(TestKeys.OPERATOR.callerName());
            assertThat(record.caller().kind()).isEqualTo(IdentityKind.KEY);
            assertThat(record.caller().roles()).containsExactly("operator");
        });
        List<AuditRecord> all = records().stream()
                .skip(before)
                .filter(record -> record.action() == action)
                .toList();
        if (action.isChange()) {
            assertThat(all).extracting(AuditRecord::status).containsExactly(null, status);
            assertThat(all.get(0).requestId()).isNotNull().isEqualTo(all.get(1).requestId());
            assertThat(all.get(0).caller()).isEqualTo(all.get(1).caller());
            assertThat(all.get(0).subjects()).isEqualTo(AuditSubjects.NONE);
        } else {
            assertThat(all).hasSize(1);
        }
    }

    private static AuditRecord last() {
        List<AuditRecord> records = withoutRefusals();
        return records.get(records.size() - 1);
    }

    private static long answered() {
        return withoutRefusals().size();
    }

    /** Returns the records without those of refusals, which come some seconds after their requests. */
    private static List<AuditRecord> withoutRefusals() {
        return records().stream()
                .filter(record -> record.action() != AuditAction.WAS_REFUSED)
                .toList();
    }

    private static List<AuditRecord> records() {
        return backing.records(Topics.AUDIT).stream()
                .map(record -> Json.readRequest(record.value(), AuditRecord.class))
                .toList();
    }

    private static HttpResponse<byte[]> post(String path, String json) throws Exception {
        return send(request(path, TestKeys.OPERATOR)
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json)));
    }

    private static HttpRequest.Builder request(String path, TestKeys key) {
        return HttpRequest.newBuilder(service.url().resolve(path)).header(TestKeys.HEADER, key.header());
    }

    private static int status(HttpRequest.Builder request) throws Exception {
        return send(request).statusCode();
    }

    private static int status(HttpResponse<byte[]> answer) {
        return answer.statusCode();
    }

    private static HttpResponse<byte[]> send(HttpRequest.Builder request) throws Exception {
        return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }
}

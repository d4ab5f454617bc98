package dev.thorax.training.promotion;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

import dev.thorax.contracts.event.ModelPromoted;
import dev.thorax.contracts.event.ModelPromoted.Basis;
import dev.thorax.contracts.event.PromotionDeclined;
import dev.thorax.contracts.event.PromotionRequested;
import dev.thorax.contracts.event.Slot;
import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.model.Manifest;
import dev.thorax.contracts.storage.Sha256;
import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.contracts.storage.StoredApproval;
import dev.thorax.contracts.topic.Topics;
import dev.thorax.contracts.worker.JobKeys;
import dev.thorax.servers.ServiceProcess;
import dev.thorax.servers.TestKeys;
import dev.thorax.servers.TestStack;
import dev.thorax.testing.model.TestBundles;
import dev.thorax.training.promotion.ThresholdVersions.Kind;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The packaged service on a real broker and a real object store; each test goes on where the one before ended. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PromotionDeciderIT {
    private static final Path JAR = Path.of(System.getProperty("thorax.service.jar"));
    private static final Duration LONG = Duration.ofMinutes(10);
    private static final String PRODUCTION = Slot.PRODUCTION.wireName();
    private static final String CANDIDATE = Slot.CANDIDATE.wireName();

    @TempDir
    private static Path folder;

    private static TestStack backing;
    private static ServiceProcess service;
    private static ThresholdVersions versions;

    @BeforeAll
    static void start() {
        backing = TestStack.start(folder);
        backing.trust(TestBundles.KEYS.trusted());
        versions = new ThresholdVersions(backing.store());
        service = backing.service(JAR, Map.of());
    }

    @AfterAll
    static void stop() throws Exception {
        service.close();
        backing.close();
    }

    @Test
    @Order(1)
    void shouldNotPromoteToAnEmptySlotWhatWasNotAudited() {
        versions.store("v-unaudited", 10, Kind.USUAL.withMargin(null));
        versions.store("v-shortcut", 10, Kind.USUAL.withMargin(0.03));

        assertThat(declined("r-unaudited", "v-unaudited")).contains("was not audited for shortcuts");
        assertThat(declined("r-shortcut", "v-shortcut"))
                .contains("is 0.030 above that of its best shortcut control, and at least 0.050 above it are needed")
                .contains("by an explicit word");
    }

    @Test
    @Order(2)
    void shouldPromoteAnAuditedVersionToAnEmptySlot() {
        versions.store("v-half", 10, Kind.USUAL);

        request("r-half", PRODUCTION, "v-half", null, null);

        ModelPromoted promoted = promoted("v-half").get(0);
        assertThat(promoted.basis()).isEqualTo(Basis.EMPTY_SLOT);
        assertThat(promoted.promotedBy()).isEqualTo("promotion r-half");
        assertThat(promoted.digest())
                .isEqualTo(Sha256.of(backing.store()
                        .get(StorageKeys.bundleFile(ThresholdVersions.MODEL, "v-half", Manifest.MANIFEST))));
    }

    @Test
    @Order(3)
    void shouldPromoteWhatBeatsProductionOnTheSamePatients() {
        versions.store("v-better", 50, Kind.USUAL.withClasses("DARK", "BRIGHT"));

        request("r-better", PRODUCTION, "v-better", null, null);

        ModelPromoted promoted = promoted("v-better").get(0);
        assertThat(promoted.basis()).isEqualTo(Basis.COMPARISON);
        assertThat(promoted.why())
                .startsWith("Version v-better of threshold beats version v-half of threshold in production: "
                        + "balanced accuracy 0.750 against 0.500 on the same 24 scans of 12 patients");
    }

    @Test
    @Order(4)
    void shouldNotPromoteWhatIsNoBetterOrServesAlready() {
        versions.store("v-equal", 50, Kind.USUAL);
        versions.store("v-worse", 10, Kind.USUAL);

        assertThat(declined("r-equal", "v-equal"))
                .contains("does not beat version v-better of threshold in production: "
                        + "balanced accuracy 0.750 against 0.750")
                .contains("difference +0.000, 95 % interval +0.000 to +0.000")
                .contains("an operator may promote it all the same");
        assertThat(declined("r-worse", "v-worse")).contains("0.500 against 0.750");
        assertThat(declined("r-same", "v-better"))
                .isEqualTo("The version v-better of threshold serves in production already.");
    }

    @Test
    @Order(5)
    void shouldNotPromoteWhatCannotBeCompared() {
        versions.store("v-seen", 110, Kind.USUAL.testedOn(3, 9));
        versions.store("v-classes", 110, Kind.USUAL.withClasses("BRIGHT", "DARK", "GREY"));

        assertThat(declined("r-seen", "v-seen"))
                .contains(
                        "of its held-out patients whom the latter has not seen and whose scans can be read, 3 are of class BRIGHT, "
                                + "and at least 5 of each class are needed; label scans of more patients");
        assertThat(declined("r-classes", "v-classes"))
                .contains("it names the classes BRIGHT, DARK, GREY and not DARK, BRIGHT");
    }

    @Test
    @Order(6)
    void shouldNotPromoteByAWordWhatCannotServe() {
        versions.store("v-torn", 110, Kind.USUAL);
        versions.put("v-torn", Manifest.MODEL, "torn".getBytes(UTF_8));

        request("r-torn", PRODUCTION, "v-torn", "Ada", "It must.");
        request("r-none", PRODUCTION, "v-none", "Ada", "It must.");

        assertThat(answer("r-torn").reason())
                .startsWith("Version v-torn of threshold cannot serve, so it is not promoted: ")
                .contains("its SHA-256 differs");
        assertThat(answer("r-none").reason()).contains("The object store holds no manifest.json");
    }

    @Test
    @Order(7)
    void shouldRollBackByAnOperatorsWordAndRecordWhoAndWhy() throws Exception {
        HttpResponse<byte[]> accepted = post(
                "{\"slot\":\"production\",\"model\":\"threshold\",\"version\":\"v-half\",\"why\":\"v-better is odd\"}");

        assertThat(accepted.statusCode()).isEqualTo(202);
        ModelPromoted promoted = await().atMost(LONG)
                .until(() -> promotions("v-half"), all -> all.size() == 2)
                .get(1);
        assertThat(promoted.basis()).isEqualTo(Basis.WORD);
        assertThat(promoted.promotedBy()).isEqualTo("test-operator");
        assertThat(promoted.why()).isEqualTo("v-better is odd");
        String path = Json.mapper().readTree(accepted.body()).get("decision").asText();
        assertThat(json(path).get("reason").asText())
                .isEqualTo("Promoted by the word of test-operator: v-better is odd");
        JsonNode history = json("/promotions?limit=2");
        assertThat(history.size()).isEqualTo(2);
        assertThat(history.get(0).get("by").asText()).isEqualTo("test-operator");
        assertThat(history.get(1).get("promotionId").asText()).isEqualTo("r-none");
    }

    @Test
    @Order(8)
    void shouldNotPutAnEarlierVersionBackWhenItsRequestComesAgain() {
        request("r-better", PRODUCTION, "v-better", null, null);
        request("r-after", PRODUCTION, "v-none", null, null);

        assertThat(answer("r-after").reason()).contains("cannot serve");
        assertThat(promotions("v-better")).hasSize(1);
    }

    @Test
    @Order(9)
    void shouldCompareWithTheVersionBeforeWhereTheLastOneIsGone() {
        versions.store("v-gone", 110, Kind.USUAL);
        request("r-gone", PRODUCTION, "v-gone", "Ada", "A try");
        assertThat(promoted("v-gone")).hasSize(1);
        backing.store().delete(StorageKeys.bundleFile(ThresholdVersions.MODEL, "v-gone", Manifest.MANIFEST));

        versions.store("v-next", 60, Kind.USUAL);
        request("r-next", PRODUCTION, "v-next", null, null);
        waitedLongFor("v-gone");

        assertThat(promoted("v-next").get(0).why()).contains("beats version v-half of threshold in production");
    }

    /** A missing version counts as deleted after hours: the only open comparison has waited for them. */
    private static void waitedLongFor(String version) {
        JobKeys job =
                await()
                        .atMost(LONG)
                        .until(() -> backing.store().list(JobKeys.orders()), orders -> !orders.isEmpty())
                        .stream()
                        .map(JobKeys::ofOrder)
                        .findFirst()
                        .orElseThrow();
        String waits = "{\"name\":\"%s\",\"since\":\"2026-01-01T00:00:00Z\"}"
                .formatted(StorageKeys.bundle(ThresholdVersions.MODEL, version));
        backing.store().put(job.missing(), waits.getBytes(UTF_8), "application/json");
    }

    @Test
    @Order(10)
    void shouldTryAnyVersionAsCandidateAndEmptyTheSlot() throws Exception {
        request("r-try", CANDIDATE, "v-shortcut", null, null);
        assertThat(promoted("v-shortcut").get(0))
                .returns(CANDIDATE, ModelPromoted::slot)
                .returns(Basis.TRIAL, ModelPromoted::basis);
        assertThat(json("/models/threshold/v-shortcut").get("slots").toString()).isEqualTo("[\"candidate\"]");

        HttpResponse<byte[]> accepted =
                post("{\"slot\":\"candidate\",\"by\":\"test-operator\",\"why\":\"The trial is over\"}");

        assertThat(accepted.statusCode()).isEqualTo(202);
        await().atMost(LONG).untilAsserted(() -> {
            List<ConsumerRecord<String, byte[]>> records = backing.records(Topics.MODELS);
            assertThat(records.get(records.size() - 1).key()).isEqualTo(CANDIDATE);
            assertThat(records.get(records.size() - 1).value()).isNull();
        });
        assertThat(json("/models/threshold/v-shortcut").get("slots").toString()).isEqualTo("[]");
    }

    @Test
    @Order(11)
    void shouldAnswerWhatCannotBeReadOrDone() {
        backing.produce(Topics.PROMOTIONS, "k", "{".getBytes(UTF_8), Map.of());
        backing.produce(Topics.PROMOTIONS, "k", null, Map.of());
        request("../up", PRODUCTION, "v-half", null, null);
        request("r-path", PRODUCTION, "../../v-half", null, null);
        request("r-slot", "test", "v-half", null, null);
        request("r-word", PRODUCTION, "v-half", "Ada", null);
        request("r-empty", PRODUCTION, null, "Ada", "No more");
        request("r-late", PRODUCTION, "v-none", null, null);

        assertThat(answer("r-late").reason()).contains("cannot serve");
        assertThat(answer("r-path").reason()).startsWith("Name both model and version");
        assertThat(answer("r-slot").reason()).isEqualTo("The slot must be production or candidate.");
        assertThat(answer("r-word").reason()).startsWith("An operator's word needs by (who");
        assertThat(answer("r-empty").reason()).startsWith("Production is never emptied");
        assertThat(declines())
                .filteredOn(declined -> declined.promotionId().startsWith(Topics.PROMOTIONS))
                .extracting(PromotionDeclined::reason)
                .anyMatch(reason -> reason.startsWith("The record is not a PromotionRequested as JSON"))
                .anyMatch(reason -> reason.startsWith("The record is empty"))
                .anyMatch(reason -> reason.startsWith("A promotionId must be"));
    }

    @Test
    @Order(12)
    void shouldAnswerEachRequestOnceWhenItIsKilled() {
        for (int i = 0; i < 12; i++) {
            request("killed-" + i, PRODUCTION, i % 2 == 0 ? "v-half" : "v-next", "Ada", "Turn " + i);
        }
        await().atMost(LONG).until(() -> turns().size() >= 2);
        service.kill();
        service = backing.service(JAR, Map.of());

        await().atMost(LONG).until(() -> turns().size() >= 12);
        assertThat(turns())
                .extracting(ModelPromoted::why)
                .containsExactly(
                        "Turn 0", "Turn 1", "Turn 2", "Turn 3", "Turn 4", "Turn 5", "Turn 6", "Turn 7", "Turn 8",
                        "Turn 9", "Turn 10", "Turn 11");
    }

    @Test
    @Order(13)
    void shouldShowModelsVersionsAndFiles() throws Exception {
        assertThat(json("/models").toString())
                .contains("\"model\":\"threshold\"")
                .contains("\"slots\":{\"production\":\"v-next\"}");
        assertThat(json("/models/threshold").findValuesAsText("version")).contains("v-half", "v-next", "v-torn");
        JsonNode version = json("/models/threshold/v-next");
        assertThat(version.get("slots").toString()).isEqualTo("[\"production\"]");
        assertThat(version.at("/manifest/evaluation/audit/margin").asDouble()).isEqualTo(0.2);

        HttpResponse<byte[]> report = get("/models/threshold/v-next/report.html");
        assertThat(report.headers().firstValue("content-type")).hasValue("text/html;charset=UTF-8");
        assertThat(report.headers().firstValue("content-security-policy"))
                .hasValueSatisfying(policy -> assertThat(policy)
                        .startsWith("default-src 'none'; style-src 'unsafe-inline'; img-src data:;")
                        .doesNotContain("script-src"));
        assertThat(report.headers().firstValue("x-content-type-options")).hasValue("nosniff");
        HttpResponse<byte[]> model = get("/models/threshold/v-next/model.onnx");
        assertThat(model.headers().firstValue("content-type")).hasValue("application/octet-stream");
        assertThat(Sha256.of(model.body()))
                .isEqualTo(version.at("/manifest/files").get("model.onnx").asText());
    }

    @Test
    @Order(14)
    void shouldRefuseWhatIsNotThereAndHostilePaths() throws Exception {
        for (String path : List.of(
                "/models/none",
                "/models/threshold/none",
                "/models/threshold/v-next/none.txt",
                "/models/threshold/v-next/..%2Fv-half%2Fmodel.onnx",
                "/models/threshold/v-next/%2e%2e%2fv-half%2fmodel.onnx",
                "/models/threshold/v-next/..%5cmodel.onnx",
                "/models/..%2f..%2fscans/x/original",
                "/models/threshold/v-next/model.onnx%00",
                "/promotions/never",
                "/promotions/..%2f..%2fmodels")) {
            assertThat(get(path).statusCode()).as(path).isEqualTo(404);
        }
        for (String body : List.of("{", "null", "{}", "{\"slot\":\"production\"}", "{\"slot\":\"candidate\"}")) {
            HttpResponse<byte[]> refused = post(body);
            assertThat(refused.statusCode()).as(body).isEqualTo(400);
            assertThat(refused.headers().firstValue("content-type")).hasValue("application/problem+json");
        }
    }

    @Test
    @Order(15)
    void shouldPromoteTheLastVersionAgainIfKafkaWasLost() throws Exception {
        ModelPromoted last = promotions().stream()
                .filter(promoted -> PRODUCTION.equals(promoted.slot()))
                .reduce((earlier, later) -> later)
                .orElseThrow();
        service.stop();

        backing.loseKafka();
        service = backing.service(JAR, Map.of());

        await().atMost(LONG)
                .untilAsserted(() -> assertThat(promotions()).contains(last).hasSize(1));
        // By HTTP: the producer of the test began with the broker that was lost.
        assertThat(post("{\"slot\":\"production\",\"model\":\"threshold\",\"version\":\"v-half\",\"why\":\"Back\"}")
                        .statusCode())
                .isEqualTo(202);
        assertThat(promoted("v-half")).hasSize(1);
    }

    private static void request(String id, String slot, String version, String by, String why) {
        PromotionRequested request = new PromotionRequested(
                id, slot, version == null ? null : ThresholdVersions.MODEL, version, by, why, Instant.EPOCH);
        if (by != null && StorageKeys.isName(id)) {
            backing.store().put(StorageKeys.approval(id), Json.write(StoredApproval.of(request)), "application/json");
        }
        backing.produce(Topics.PROMOTIONS, slot, Json.write(request), Map.of());
    }

    private static String declined(String id, String version) {
        request(id, PRODUCTION, version, null, null);
        return answer(id).reason();
    }

    private static PromotionDeclined answer(String id) {
        return await().atMost(LONG)
                .until(
                        () -> declines().stream()
                                .filter(declined -> declined.promotionId().equals(id))
                                .findFirst()
                                .orElse(null),
                        declined -> declined != null);
    }

    private static List<PromotionDeclined> declines() {
        return backing.records(Topics.PROMOTIONS_DECLINED).stream()
                .map(record -> Json.read(record.value(), PromotionDeclined.class))
                .toList();
    }

    private static List<ModelPromoted> promoted(String version) {
        return await().atMost(LONG).until(() -> promotions(version), promotions -> !promotions.isEmpty());
    }

    private static List<ModelPromoted> promotions(String version) {
        return promotions().stream()
                .filter(promoted -> promoted.version().equals(version))
                .toList();
    }

    private static List<ModelPromoted> turns() {
        return promotions().stream()
                .filter(promoted -> promoted.why().startsWith("Turn "))
                .toList();
    }

    private static List<ModelPromoted> promotions() {
        return backing.records(Topics.MODELS).stream()
                .filter(record -> record.value() != null)
                .map(record -> Json.read(record.value(), ModelPromoted.class))
                .toList();
    }

    private static JsonNode json(String path) throws Exception {
        HttpResponse<byte[]> answer = get(path);
        assertThat(answer.statusCode()).as(path).isEqualTo(200);
        return Json.mapper().readTree(answer.body());
    }

    private static HttpResponse<byte[]> post(String json) throws Exception {
        return send(HttpRequest.newBuilder(service.url().resolve("/promotions"))
                .header(TestKeys.HEADER, TestKeys.OPERATOR.header())
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json)));
    }

    private static HttpResponse<byte[]> get(String path) throws Exception {
        return send(HttpRequest.newBuilder(service.url().resolve(path))
                .header(TestKeys.HEADER, TestKeys.OPERATOR.header()));
    }

    private static HttpResponse<byte[]> send(HttpRequest.Builder request) throws Exception {
        return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofByteArray());
    }
}

package dev.thorax.training;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.thorax.contracts.audit.AuditAction;
import dev.thorax.contracts.audit.AuditRecord;
import dev.thorax.contracts.event.ModelPromoted;
import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.model.Gate;
import dev.thorax.contracts.model.InputSpec;
import dev.thorax.contracts.model.Manifest;
import dev.thorax.contracts.storage.ScanMetadata;
import dev.thorax.contracts.storage.ScanPointer;
import dev.thorax.contracts.storage.Sha256;
import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.contracts.topic.Topics;
import dev.thorax.contracts.worker.JobKeys;
import dev.thorax.contracts.worker.ValidationFile;
import dev.thorax.servers.ServiceProcess;
import dev.thorax.servers.TestKeys;
import dev.thorax.servers.TestStack;
import dev.thorax.testing.model.TestBundles;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The packaged service and real workers score a version on a hospital's scans, on a real broker and a real object store. */
class ValidationIT {
    private static final Duration LONG = Duration.ofMinutes(10);
    private static final String MODEL = "greys";
    private static final String VERSION = "v-gated";
    private static final String TRAINED_HERE = "v-trained-here";
    private static final String SMALL = "site";
    private static final String LARGE = "large-site";
    /** Three parts of scores. */
    private static final int MANY = 1200;

    @TempDir
    private static Path folder;

    private static TestStack backing;
    private static TrainingTestBed place;
    private static ServiceProcess service;

    @BeforeAll
    static void start() {
        backing = TestStack.start(folder);
        backing.trust(TestBundles.KEYS.trusted());
        place = new TrainingTestBed(backing);
        version(VERSION, Map.of("training", List.of("elsewhere")));
        for (int i = 0; i < 6; i++) {
            scan(SMALL, "DARK", "dark-" + i, 60 + i, "North");
            scan(SMALL, "BRIGHT", "glaring-" + i, 225 + i, "South");
        }
        scan(SMALL, "DARK", "mistake", 150, "North");
        scan(SMALL, "MEASLES", "measles", 60, "North");
        version(
                TRAINED_HERE,
                Map.of(
                        "training",
                        backing.store().list(StorageKeys.dataset(SMALL)).stream()
                                .map(key -> key.substring(key.lastIndexOf('/') + 1))
                                .toList()));
        service = place.service(settings());
    }

    @AfterAll
    static void stop() throws Exception {
        service.close();
        backing.close();
    }

    @Test
    void shouldAnswerARequestWithAPageToSign() throws Exception {
        JsonNode accepted =
                post("{\"model\":\"greys\",\"version\":\"v-gated\",\"dataset\":\"site\",\"why\":\"Live on Monday\"}");
        String id = accepted.get("validationId").asText();
        assertThat(accepted.get("validation").asText()).isEqualTo("/validations/" + id);

        JsonNode done = ended(id);

        assertThat(done.get("state").asText()).as(done.toString()).isEqualTo("DONE");
        assertThat(done.get("by").asText()).isEqualTo("test-operator");
        assertThat(done.get("why").asText()).isEqualTo("Live on Monday");
        // The gate refuses what is farther than 60 from the greys 60 and 160, and BRIGHT is what is above 110.
        assertThat(done.get("result").toString()).isEqualTo("{\"scans\":13,\"patients\":13,\"undetermined\":6}");
        JsonNode figures = done.get("figures");
        assertThat(figures.at("/outcome/table").toString()).isEqualTo("[[0,0,6],[1,6,0]]");
        assertThat(figures.at("/sources/1/source").asText()).isEqualTo("South");
        assertThat(figures.at("/sources/1/outcome/undetermined/count").asInt()).isEqualTo(6);
        assertThat(figures.at("/others/0/label").asText()).isEqualTo("MEASLES");
        HttpResponse<byte[]> page =
                TrainingTestBed.get(service, accepted.get("report").asText());
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Content-Type")).hasValue("text/html;charset=UTF-8");
        assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains("sandbox");
        assertThat(text(page))
                .contains("the version left 46.2", "Live on Monday", "test-operator", "Signature")
                .contains(Sha256.of(backing.store().get(StorageKeys.bundleFile(MODEL, VERSION, Manifest.MANIFEST))));
        assertThat(backing.store().list(JobKeys.ofValidation(id).folder()))
                .containsExactlyInAnyOrder(
                        JobKeys.ofValidation(id).outcome(),
                        StorageKeys.validation(id, ValidationFile.SCANS),
                        StorageKeys.validation(id, ValidationFile.FIGURES),
                        StorageKeys.validation(id, ValidationFile.PAGE));
        assertThat(listed("/validations?model=greys&version=v-gated")).contains(id);
        assertThat(listed("/validations?model=other")).isEmpty();
        assertThat(audited(AuditAction.LOOKED_AT_REPORT)).anySatisfy(record -> {
            assertThat(record.subjects().versions()).containsExactly("greys/v-gated");
            assertThat(record.subjects().scans()).containsExactly("mistake");
        });
        assertThat(audited(AuditAction.VALIDATED).stream().filter(record -> id.endsWith(record.requestId())))
                .singleElement()
                .satisfies(record -> {
                    assertThat(record.caller().name()).isEqualTo("test-operator");
                    assertThat(record.subjects().versions()).containsExactly("greys/v-gated");
                    assertThat(record.subjects().datasets()).containsExactly("site");
                });
    }

    @Test
    void shouldCalibrateAVersionThatAnOperatorCanPromote() throws Exception {
        JsonNode accepted = post("{\"model\":\"greys\",\"version\":\"v-gated\",\"dataset\":\"site\",\"coverage\":0.5}");
        String id = accepted.get("validationId").asText();

        JsonNode done = ended(id);

        assertThat(done.at("/result/calibrated").asText()).as(done.toString()).isEqualTo(id);
        assertThat(text(TrainingTestBed.get(service, "/models/greys/" + id + "/report.html")))
                .contains("a new version was made, <strong>" + id, "src=\"data:image/jpeg;base64,");
        JsonNode manifest = json("/models/greys/" + id).get("manifest");
        assertThat(manifest.at("/conformal/site/trained").asText()).isEqualTo(VERSION);
        // BRIGHT got no class but once, by mistake of a dark scan, so nothing excludes it.
        assertThat(manifest.at("/conformal/scans").toString()).isEqualTo("{\"BRIGHT\":0,\"DARK\":7}");
        HttpResponse<byte[]> promotion = TrainingTestBed.post(
                service,
                "/promotions",
                "{\"slot\":\"production\",\"model\":\"greys\",\"version\":\"" + id + "\",\"why\":\"Own films\"}");
        assertThat(promotion.statusCode()).as(text(promotion)).isEqualTo(202);
        await().atMost(LONG).until(() -> backing.records(Topics.MODELS).stream()
                .map(record -> Json.read(record.value(), ModelPromoted.class))
                .anyMatch(promoted -> id.equals(promoted.version())));
        assertThat(refused("{\"model\":\"greys\",\"version\":\"v-gated\",\"dataset\":\"site\",\"coverage\":1}"))
                .contains("The coverage must be in [0.5,0.999]");
    }

    @Test
    void shouldShowNoPictureOfAScanThatWasErased() throws Exception {
        JsonNode accepted =
                post("{\"model\":\"greys\",\"version\":\"v-gated\",\"dataset\":\"site\",\"sources\":[\"North\"]}");
        String id = accepted.get("validationId").asText();
        assertThat(ended(id).at("/figures/mistakes").findValuesAsText("scanId")).containsExactly("mistake");
        String page = accepted.get("report").asText();
        assertThat(text(TrainingTestBed.get(service, page))).contains("src=\"data:image/jpeg;base64,");
        List<String> pictures = backing.store().list(StorageKeys.scan("mistake") + "reports/");
        assertThat(pictures).contains(StorageKeys.validationPicture("mistake", id, 0));
        pictures.forEach(backing.store()::delete);

        String after = text(TrainingTestBed.get(service, page));

        assertThat(after).doesNotContain("data:image/jpeg").contains("src=\"data:image/svg+xml;base64,");
    }

    @Test
    void shouldGoOnIfItsWorkerOrItsServiceIsKilled() throws Exception {
        for (int i = 0; i < MANY; i++) {
            scan(LARGE, i % 2 == 0 ? "DARK" : "BRIGHT", "many-" + i, 40 + i % 140, null);
        }
        String body = "{\"model\":\"greys\",\"version\":\"v-gated\",\"dataset\":\"large-site\"}";
        String killed = post(body).get("validationId").asText();
        awaitScores(killed);
        ProcessHandle first = TrainingTestBed.worker(service);
        TrainingTestBed.signal("KILL", first.pid());
        await().atMost(LONG).until(() -> TrainingTestBed.worker(service).pid() != first.pid());
        assertThat(ended(killed).at("/result/scans").asInt()).isEqualTo(MANY);

        String orphan = post(body).get("validationId").asText();
        awaitScores(orphan);
        ProcessHandle worker = TrainingTestBed.worker(service);
        service.kill();
        await().atMost(LONG).until(() -> !TrainingTestBed.runs(worker));
        service = place.service(settings());

        JsonNode done = ended(orphan);
        assertThat(done.get("state").asText()).as(done.toString()).isEqualTo("DONE");
        assertThat(done.at("/figures/outcome"))
                .isEqualTo(json("/validations/" + killed).at("/figures/outcome"));
    }

    @Test
    void shouldRefuseWhatCannotBeValidated() throws Exception {
        assertThat(refused("{\"model\":\"greys\",\"version\":\"v-none\",\"dataset\":\"site\"}"))
                .contains("There is no version v-none of model greys");
        assertThat(refused("{\"model\":\"greys\",\"version\":\"v-gated\",\"dataset\":\"nothing\"}"))
                .contains("Data set nothing has no labelled scans");
        assertThat(refused("{\"model\":\"greys\",\"version\":\"v-gated\",\"dataset\":\"site\",\"by\":\"Bob\"}"))
                .contains("must be test-operator");
        String id = post("{\"model\":\"greys\",\"version\":\"v-trained-here\",\"dataset\":\"site\"}")
                .get("validationId")
                .asText();

        JsonNode failed = ended(id);

        assertThat(failed.get("state").asText()).isEqualTo("FAILED");
        assertThat(failed.get("failure").asText())
                .startsWith(
                        "Nothing is left to validate version v-trained-here of greys on: it learned from the patients of 14");
        assertThat(TrainingTestBed.get(service, "/validations/" + id + "/report.html")
                        .statusCode())
                .isEqualTo(404);
        assertThat(TrainingTestBed.get(service, "/validations/never").statusCode())
                .isEqualTo(404);
    }

    @Test
    void shouldLetOperatorsAskAndCliniciansRead() throws Exception {
        String body = "{\"model\":\"greys\",\"version\":\"v-gated\",\"dataset\":\"site\"}";

        assertThat(status(TestKeys.CLINICIAN, "POST", "/validations", body)).isEqualTo(403);
        assertThat(status(TestKeys.DEVICE, "POST", "/validations", body)).isEqualTo(403);
        assertThat(status(TestKeys.CLINICIAN, "GET", "/validations", "")).isEqualTo(200);
        assertThat(status(TestKeys.DEVICE, "GET", "/validations", "")).isEqualTo(403);
    }

    private static List<AuditRecord> audited(AuditAction action) {
        return backing.records(Topics.AUDIT).stream()
                .map(record -> Json.read(record.value(), AuditRecord.class))
                .filter(record -> record.action() == action && record.isDone())
                .toList();
    }

    private static void awaitScores(String id) {
        await().pollInterval(Duration.ofMillis(20)).atMost(LONG).until(() -> backing.store()
                .exists(StorageKeys.validation(id, ValidationFile.part(0))));
    }

    private static JsonNode ended(String id) {
        return await().atMost(LONG).until(() -> json("/validations/" + id), found -> found.has("endedAt"));
    }

    private static JsonNode json(String path) throws Exception {
        return Json.mapper().readTree(TrainingTestBed.get(service, path).body());
    }

    private static List<String> listed(String path) throws Exception {
        return json(path).findValuesAsText("validationId");
    }

    private static JsonNode post(String body) throws Exception {
        HttpResponse<byte[]> answer = TrainingTestBed.post(service, "/validations", body);
        assertThat(answer.statusCode()).as(text(answer)).isEqualTo(202);
        return Json.mapper().readTree(answer.body());
    }

    private static String refused(String body) throws Exception {
        HttpResponse<byte[]> answer = TrainingTestBed.post(service, "/validations", body);
        assertThat(answer.statusCode()).isEqualTo(400);
        return text(answer);
    }

    private static int status(TestKeys key, String method, String path, String body) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(service.url().resolve(path))
                                .header(TestKeys.HEADER, key.header())
                                .header("content-type", "application/json")
                                .method(method, HttpRequest.BodyPublishers.ofString(body))
                                .build(),
                        BodyHandlers.discarding())
                .statusCode();
    }

    private static String text(HttpResponse<byte[]> answer) {
        return new String(answer.body(), UTF_8);
    }

    private static void version(String version, Map<String, List<String>> split) {
        byte[] network = network();
        Manifest manifest = new Manifest(
                MODEL,
                version,
                List.of("BRIGHT", "DARK"),
                new InputSpec(8, 8, InputSpec.Interpolation.AREA),
                Map.of(),
                "none",
                1,
                TestBundles.TIME,
                new Manifest.Data(SMALL, "0".repeat(64), Map.of(), split),
                Map.of(),
                Map.of(Manifest.MODEL, Sha256.of(network), Manifest.GRADCAM, Sha256.of(network)),
                null,
                null,
                Gate.of(new Gate.Limits(60, 0.2, 0.75, 0.05, 100)));
        backing.store()
                .put(StorageKeys.bundleFile(MODEL, version, Manifest.MODEL), network, "application/octet-stream");
        backing.store()
                .put(StorageKeys.bundleFile(MODEL, version, Manifest.GRADCAM), network, "application/octet-stream");
        TestBundles.storeManifest(backing.store(), MODEL, version, Json.write(manifest));
    }

    /** The worker's GreyVersion wrote this network. */
    private static byte[] network() {
        try (InputStream network = ValidationIT.class.getResourceAsStream("/validation/greys.onnx")) {
            return network.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void scan(String dataset, String label, String id, int grey, String source) {
        byte[] pixels = new byte[64 * 48];
        Arrays.fill(pixels, (byte) grey);
        backing.store().put(StorageKeys.image(id), GreyPng.of(64, 48, pixels), "image/png");
        ScanMetadata metadata = new ScanMetadata("image/png", 9, 64, 48).withSource(source);
        backing.store()
                .put(
                        StorageKeys.pointer(dataset, label, id),
                        Json.write(new ScanPointer(
                                id, label, "patient of " + id, "sha of " + id, StorageKeys.image(id), metadata)),
                        "application/json");
    }

    private static Map<String, String> settings() {
        return Map.of("thorax.training.lease", "6s", "thorax.training.worker.memory", "512m");
    }
}

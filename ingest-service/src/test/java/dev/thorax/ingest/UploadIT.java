package dev.thorax.ingest;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.thorax.contracts.event.ScanStored;
import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.contracts.topic.Topics;
import dev.thorax.servers.ServiceProcess;
import dev.thorax.servers.TestKeys;
import dev.thorax.servers.TestStack;
import dev.thorax.testing.data.TestPictures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class UploadIT {
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @TempDir
    static Path folder;

    private static TestStack backing;
    private static ServiceProcess service;

    @BeforeAll
    static void start() {
        backing = TestStack.start(folder);
        service = backing.service(
                Path.of(System.getProperty("thorax.service.jar")),
                Map.of(
                        "thorax.explain.url", "http://explain:1",
                        "thorax.ingest.device-sources", TestKeys.DEVICE.callerName() + ":st-beda",
                        "thorax.ingest.uploads", "2",
                        "thorax.ingest.upload-deadline", "10s"));
    }

    @AfterAll
    static void stop() throws Exception {
        backing.close();
    }

    @Test
    void shouldTakeARawBody() throws Exception {
        HttpResponse<String> answer = post("?id=raw-1", "image/png", BodyPublishers.ofByteArray(TestPictures.png(1)));

        assertThat(answer.statusCode()).isEqualTo(202);
        JsonNode json = Json.mapper().readTree(answer.body());
        assertThat(json.get("scanId").asText()).isEqualTo("raw-1");
        assertThat(json.get("diagnosis").asText()).isEqualTo("http://explain:1/diagnoses/raw-1");
        assertThat(json.get("explanation").asText()).isEqualTo("http://explain:1/explanations/raw-1");
        assertThat(stored("raw-1").source()).as("that of the caller").isEqualTo("st-beda");
    }

    @Test
    void shouldTakeAForm() throws Exception {
        HttpResponse<String> answer =
                post("", "multipart/form-data; boundary=xyz", form("form-1", "Jane Doe", TestPictures.png(2)));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        ScanStored event = stored("form-1");
        assertThat(event.label()).isEqualTo("NORMAL");
        assertThat(event.dataset()).isEqualTo("set1");
        assertThat(event.source()).isEqualTo("st-anna");
        assertThat(event.patient()).matches("p1-[0-9a-f]{16}");
    }

    @Test
    void shouldGiveAPatientOnePseudonymByFormQueryAndHeader() throws Exception {
        byte[] scan = TestPictures.png(8);

        post("", "multipart/form-data; boundary=xyz", form("patient-1", "J\u00fcrgen", TestPictures.png(9)));
        post("?id=patient-2&patient=Ju%CC%88rgen%20", "image/png", BodyPublishers.ofByteArray(TestPictures.png(10)));
        try (Wire wire = new Wire(service.url())) {
            wire.post("/scans", scan.length, "ce-id: patient-3", "patient: J\u00fcrgen")
                    .write(scan);
            assertThat(wire.answer()).startsWith("HTTP/1.1 202");
        }

        assertThat(stored("patient-2").patient()).isEqualTo(stored("patient-1").patient());
        assertThat(stored("patient-3").patient()).isEqualTo(stored("patient-1").patient());
    }

    @Test
    void shouldAnswerABadScanWithAProblemAndKeepItsBytes() throws Exception {
        byte[] bad = "no picture".getBytes(StandardCharsets.UTF_8);

        HttpResponse<String> answer = post("?id=bad-1", "image/png", BodyPublishers.ofByteArray(bad));

        assertProblem(answer, 415, "not-an-image");
        awaitKey(Topics.SCANS_REJECTED, "bad-1");
    }

    @Test
    void shouldSendNothingOfAFormThatIsBroken() throws Exception {
        String form = "--xyz\r\nContent-Disposition: form-data; name=\"id\"\r\n\r\nbroken-1\r\n"
                + "--xyz\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.png\"\r\n"
                + "Content-Transfer-Encoding: unheard-of\r\n\r\nxx\r\n--xyz--\r\n";

        int before = sent();
        HttpResponse<String> answer = post("", "multipart/form-data; boundary=xyz", BodyPublishers.ofString(form));

        assertProblem(answer, 400, "malformed-upload");
        assertNothingSentSince(before);
    }

    @Test
    void shouldSendNothingOfAFormWithoutItsEnd() throws Exception {
        int before = sent();
        HttpResponse<String> answer = post(
                "",
                "multipart/form-data; boundary=xyz",
                BodyPublishers.concat(BodyPublishers.ofString(field("id", "cut-1")), file(TestPictures.png(11))));

        assertProblem(answer, 400, "malformed-upload");
        assertNothingSentSince(before);
    }

    @Test
    void shouldRefuseAFormWhoseMediaTypeNamesNoBoundary() throws Exception {
        assertProblem(post("", "multipart/form-data", file(TestPictures.png(12))), 400, "malformed-upload");
    }

    @Test
    void shouldRefuseAFormWithTwoFiles() throws Exception {
        HttpResponse<String> answer = post(
                "",
                "multipart/form-data; boundary=xyz",
                BodyPublishers.concat(
                        file(TestPictures.png(13)),
                        file(TestPictures.png(14)),
                        BodyPublishers.ofString("--xyz--\r\n")));

        assertProblem(answer, 400, "several-files");
    }

    @Test
    void shouldReadAFormWhateverTheCaseOfItsMediaType() throws Exception {
        HttpResponse<String> answer =
                post("", "Multipart/Form-Data; boundary=xyz", form("case-1", "Jane Doe", TestPictures.png(15)));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        awaitKey(Topics.SCANS_STORED, "case-1");
    }

    @Test
    void shouldRefuseAnIdThatOtherBytesHave() throws Exception {
        post("?id=taken-1", "image/png", BodyPublishers.ofByteArray(TestPictures.png(5)));
        awaitKey(Topics.SCANS_STORED, "taken-1");

        HttpResponse<String> other = post("?id=taken-1", "image/png", BodyPublishers.ofByteArray(TestPictures.png(6)));
        HttpResponse<String> same = post("?id=taken-1", "image/png", BodyPublishers.ofByteArray(TestPictures.png(5)));

        assertProblem(other, 409, "id-taken");
        assertThat(same.statusCode()).isEqualTo(202);
        awaitKey(Topics.SCANS_REJECTED, "taken-1");
    }

    @Test
    void shouldTakeAScanWhileTheStoreIsDown() throws Exception {
        backing.s3().stop();
        HttpResponse<String> answer = post("?id=store-1", "image/png", BodyPublishers.ofByteArray(TestPictures.png(7)));
        backing.s3().start();

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        awaitKey(Topics.SCANS_STORED, "store-1");
    }

    @Test
    void shouldRefuseTooLargeABodyOfKnownLength() throws Exception {
        HttpResponse<String> answer = post("", "image/png", BodyPublishers.ofByteArray(new byte[40 << 20]));

        assertProblem(answer, 413, "too-large");
    }

    @Test
    void shouldRefuseTooLargeABodyOfUnknownLength() throws Exception {
        byte[] large = new byte[40 << 20];

        HttpResponse<String> answer =
                post("", "image/png", BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large)));

        assertProblem(answer, 413, "too-large");
    }

    @Test
    void shouldSayThatTheBrokerIsDownAndTakeTheScanLater() throws Exception {
        backing.kafka().stop();
        HttpResponse<String> answer = post("?id=down-1", "image/png", BodyPublishers.ofByteArray(TestPictures.png(3)));
        backing.kafka().start();

        assertProblem(answer, 503, "audit-unavailable");
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(
                        post("?id=down-2", "image/png", BodyPublishers.ofByteArray(TestPictures.png(4)))
                                .statusCode())
                .isEqualTo(202));
        awaitKey(Topics.SCANS_STORED, "down-2");
    }

    @Test
    void shouldRefuseAQueryThatCannotBeReadAndNotLogIt() throws Exception {
        byte[] scan = TestPictures.png(17);
        try (Wire wire = new Wire(service.url())) {
            wire.post("/scans?patient=query-patient&id=100%", scan.length).write(scan);

            assertThat(wire.answer()).startsWith("HTTP/1.1 400");
        }
        assertThat(Files.readString(service.log())).doesNotContain("query-patient", "100%");
    }

    @Test
    void shouldAnswerAnUnforeseenFailureWithoutLoggingTheAddress() throws Exception {
        backing.store().put(StorageKeys.claim("odd-1"), "no JSON".getBytes(StandardCharsets.UTF_8), "application/json");

        HttpResponse<String> answer =
                post("?id=odd-1&patient=odd-patient", "image/png", BodyPublishers.ofByteArray(TestPictures.png(18)));

        assertProblem(answer, 500, "unexpected");
        assertThat(Files.readString(service.log()))
                .contains("An upload failed unexpectedly and was answered with 500")
                .doesNotContain("odd-patient");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Sec-Fetch-Site: cross-site",
                "Sec-Fetch-Site: same-site",
                "Origin: http://127.0.0.1",
                "Origin: https://example.com",
                "Origin: null"
            })
    void shouldRefuseAScanFromAWebPageOfAnotherSite(String mark) throws Exception {
        byte[] scan = TestPictures.png(19);
        try (Wire wire = new Wire(service.url())) {
            wire.post("/scans?id=page-1", scan.length, mark).write(scan);

            assertThat(wire.answer()).startsWith("HTTP/1.1 403").contains("foreign-page");
        }
    }

    @Test
    void shouldTakeAScanFromAPageOfItsOwn() throws Exception {
        byte[] scan = TestPictures.png(20);
        try (Wire wire = new Wire(service.url())) {
            wire.post("/scans?id=own-1", scan.length, "Origin: " + service.url(), "Sec-Fetch-Site: same-origin")
                    .write(scan);

            assertThat(wire.answer()).startsWith("HTTP/1.1 202");
        }
    }

    @Test
    void shouldHoldAPlaceUntilTheWorkIsDoneThoughTheDeviceHangsUp() throws Exception {
        byte[] scan = TestPictures.png(16);
        backing.kafka().stop();

        for (int i = 0; i < 2; i++) {
            try (Wire wire = new Wire(service.url())) {
                wire.post("/scans", scan.length).write(scan);
                TimeUnit.SECONDS.sleep(1);
            }
        }
        HttpResponse<String> third = post("", "image/png", BodyPublishers.ofByteArray(new byte[8 << 20]));
        backing.kafka().start();

        assertProblem(third, 503, "busy");
        assertThat(third.headers().firstValue("retry-after")).isPresent();
        awaitTaken("held-1");
    }

    @Test
    void shouldGiveAPlaceBackWhenTheDeviceHangsUpInTheMiddle() throws Exception {
        for (int i = 0; i < 6; i++) {
            try (Wire wire = new Wire(service.url())) {
                wire.post("/scans", 1000).write(new byte[10]);
            }
        }

        awaitTaken("middle-1");
    }

    @Test
    void shouldWaitForASlowUploadOnlyUntilItsDeadline() throws Exception {
        try (Wire wire = new Wire(service.url())) {
            wire.post("/scans", 1000).write(new byte[10]);

            assertThat(wire.answer()).startsWith("HTTP/1.1 408").contains("too-slow", "within 10 s");
        }
        awaitTaken("slow-1");
    }

    @Test
    void shouldLetADeviceGoOnThatWaitsForThatAndTakeItsScan() throws Exception {
        byte[] scan = TestPictures.png(21);
        try (Wire wire = new Wire(service.url())) {
            wire.post("/scans?id=expect-1", scan.length, "Expect: 100-continue");
            assertThat(wire.answer()).startsWith("HTTP/1.1 100");

            wire.write(scan);

            assertThat(wire.answer()).startsWith("HTTP/1.1 202");
        }
    }

    @Test
    void shouldTakeAFileWithoutAFileName() throws Exception {
        HttpResponse<String> answer = post(
                "?id=nameless-1",
                "multipart/form-data; boundary=xyz;",
                BodyPublishers.concat(
                        BodyPublishers.ofString("--xyz\r\nContent-Disposition: form-data; name=\"image\"\r\n"
                                + "Content-Type: image/png; charset=binary\r\n\r\n"),
                        BodyPublishers.ofByteArray(TestPictures.png(22)),
                        BodyPublishers.ofString("\r\n--xyz--\r\n")));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        awaitKey(Topics.SCANS_STORED, "nameless-1");
    }

    @Test
    void shouldTakeACloudEventInJsonWithGzip() throws Exception {
        ByteArrayOutputStream gzip = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(gzip)) {
            out.write(("{\"specversion\":\"1.0\",\"id\":\"event-1\",\"source\":\"/x\",\"type\":\"dev.thorax.scan.v1\","
                            + "\"patient\":\"4711\",\"data_base64\":\""
                            + Base64.getEncoder().encodeToString(TestPictures.png(23)) + "\"}")
                    .getBytes(StandardCharsets.UTF_8));
        }
        HttpRequest request = HttpRequest.newBuilder(URI.create(service.url() + "/scans"))
                .header(TestKeys.HEADER, TestKeys.DEVICE.header())
                .header("Content-Type", "application/cloudevents+json")
                .header("Content-Encoding", "gzip")
                .POST(BodyPublishers.ofByteArray(gzip.toByteArray()))
                .build();

        HttpResponse<String> answer = CLIENT.send(request, HttpResponse.BodyHandlers.ofString());

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        assertThat(stored("event-1").patient()).startsWith("p");
    }

    @Test
    void shouldRefuseABatchOfCloudEventsByName() throws Exception {
        HttpResponse<String> answer = post("", "application/cloudevents-batch+json", BodyPublishers.ofString("[]"));

        assertProblem(answer, 415, "format-not-supported");
        assertThat(answer.body()).contains("batch");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD", "PUT", "DELETE"})
    void shouldNameTheMethodsOfItsPath(String method) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(service.url() + "/scans"))
                .header(TestKeys.HEADER, TestKeys.DEVICE.header())
                .method(method, BodyPublishers.noBody())
                .build();

        HttpResponse<String> answer = CLIENT.send(request, HttpResponse.BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.headers().firstValue("allow")).hasValue("POST, OPTIONS");
    }

    /** An upload is taken again, soon. */
    private static void awaitTaken(String id) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(
                        post("?id=" + id, "image/png", BodyPublishers.ofByteArray(TestPictures.png(id.hashCode())))
                                .statusCode())
                .isEqualTo(202));
    }

    /** Records of uploads, good and bad. */
    private static int sent() {
        return backing.records(Topics.SCANS).size()
                + backing.records(Topics.SCANS_REJECTED).size();
    }

    /** A later upload comes through, and nothing came before it. */
    private static void assertNothingSentSince(int before) throws Exception {
        String id = "after-" + before;
        post("?id=" + id, "image/png", BodyPublishers.ofByteArray(TestPictures.png(1000 + before)));
        awaitKey(Topics.SCANS, id);
        assertThat(sent()).isEqualTo(before + 1);
    }

    private static void assertProblem(HttpResponse<String> answer, int status, String reason) throws Exception {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("content-type")).hasValue("application/problem+json");
        JsonNode problem = Json.mapper().readTree(answer.body());
        assertThat(problem.get("status").asInt()).isEqualTo(status);
        assertThat(problem.get("reason").asText()).isEqualTo(reason);
        assertThat(problem.get("detail").asText()).endsWith(".");
        assertThat(problem.hasNonNull("type")).isTrue();
        assertThat(problem.hasNonNull("title")).isTrue();
    }

    private static HttpResponse<String> post(String query, String type, BodyPublisher body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(service.url() + "/scans" + query))
                .header(TestKeys.HEADER, TestKeys.DEVICE.header())
                .header("Content-Type", type)
                .POST(body)
                .build();
        return CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private static BodyPublisher form(String id, String patient, byte[] scan) {
        String fields = field("id", id)
                + field("label", "NORMAL")
                + field("dataset", "set1")
                + field("source", "st-anna")
                + field("patient", patient);
        return BodyPublishers.concat(
                BodyPublishers.ofString(fields), file(scan), BodyPublishers.ofString("--xyz--\r\n"));
    }

    private static BodyPublisher file(byte[] scan) {
        return BodyPublishers.concat(
                BodyPublishers.ofString("--xyz\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.png\"\r\n"
                        + "Content-Type: image/png\r\n\r\n"),
                BodyPublishers.ofByteArray(scan),
                BodyPublishers.ofString("\r\n"));
    }

    private static String field(String name, String value) {
        return "--xyz\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value + "\r\n";
    }

    private static ScanStored stored(String id) {
        awaitKey(Topics.SCANS_STORED, id);
        return backing.records(Topics.SCANS_STORED).stream()
                .filter(stored -> stored.key().equals(id))
                .map(stored -> Json.read(stored.value(), ScanStored.class))
                .findFirst()
                .orElseThrow();
    }

    private static void awaitKey(String topic, String key) {
        await().atMost(PATIENCE).until(() -> backing.records(topic).stream()
                .anyMatch(answer -> answer.key().equals(key)));
    }
}

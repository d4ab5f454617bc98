package dev.thorax.faults;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import javax.imageio.ImageIO;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.thorax.contracts.audit.AuditAction;
import dev.thorax.contracts.audit.AuditRecord;
import dev.thorax.contracts.event.Diagnosis;
import dev.thorax.contracts.event.ModelPromoted;
import dev.thorax.contracts.event.ScanErased;
import dev.thorax.contracts.event.ScanStored;
import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.model.InputSpec;
import dev.thorax.contracts.model.Manifest;
import dev.thorax.contracts.storage.ScanPointer;
import dev.thorax.contracts.storage.Sha256;
import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.contracts.topic.ScanHeaders;
import dev.thorax.contracts.topic.Topics;
import dev.thorax.servers.ServiceProcess;
import dev.thorax.servers.TestKeys;
import dev.thorax.servers.TestStack;
import dev.thorax.testing.model.TestBundles;
import dev.thorax.testing.model.TinyNetworks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** An erased patient is gone from the store and from the page, and nothing brings it back. */
class ErasureIT {
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final String JANE = "PID-JANE-4711";
    private static final String JOHN = "PID-JOHN-4712";

    @TempDir
    Path folder;

    private final Pictures pictures = new Pictures(1);
    private TestStack stack;
    private ServiceProcess ingest;
    private ServiceProcess explain;

    @BeforeEach
    void start() {
        stack = TestStack.start(folder);
        stack.trust(TestBundles.KEYS.trusted());
        ingest = launch(Target.INGEST);
        launch(Target.INFERENCE);
        explain = launch(Target.EXPLAIN);
    }

    @AfterEach
    void stop() {
        stack.close();
    }

    @Test
    void shouldEraseAPatientAndNobodyElse() throws Exception {
        // Given
        Map<String, ScanStored> scans = send(Map.of("jane-1", JANE, "jane-2", JANE, "john-1", JOHN));
        diagnoseAndExplain(scans.values());
        refuse("jane-bad", JANE, pictures.png(1, "jane-1"));
        refuse("jane-worse", JANE, pictures.png(1, "jane-worse"));
        List<String> others = of("john-1");
        assertThat(of("jane-1")).contains(StorageKeys.mask("jane-1"));
        Set<String> names = names(scans, "jane-1", "jane-2");
        names.addAll(List.of("jane-3", sha256("jane-3"), sha256("jane-worse")));
        // The control: the search finds the patient.
        assertThat(remains(names)).hasSizeGreaterThan(20);
        Map<String, Object> held = json(
                bytes(post("/patients/held", "{\"patient\":\"" + JANE + "\"}").body()));
        assertThat((List<?>) held.get("scans")).hasSize(2);
        assertThat(held.get("rejected").toString())
                .contains(StorageKeys.rejected(sha256("jane-1")), StorageKeys.rejected(sha256("jane-worse")));
        ConsumerRecord<String, byte[]> late = record(Topics.DIAGNOSES, "jane-1");

        // When
        stack.produce(Topics.SCANS, "jane-3", pictures.png(1, "jane-3"), Map.of("ce_id", "jane-3", "patient", JANE));
        HttpResponse<String> answer =
                post("/patients/erasures", "{\"patient\":\"" + JANE + "\",\"reason\":\"asked for\"}");

        // Then
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertErased("jane-1", "jane-2");
        assertThat(of("john-1")).isEqualTo(others);
        assertThat(get("/explanations/john-1").statusCode()).isEqualTo(200);

        // A diagnosis that comes late brings nothing back.
        stack.produce(Topics.DIAGNOSES, "jane-1", late.value(), Map.of());
        Diagnosis john = Json.read(record(Topics.DIAGNOSES, "john-1").value(), Diagnosis.class);
        for (int partition = 0; partition < 3; partition++) {
            String id = "marker-" + partition;
            stack.produce(Topics.DIAGNOSES, partition, bytes(id), Json.write(as(john, id)), List.of());
            await().atMost(PATIENCE).until(() -> stack.store().exists(StorageKeys.diagnosis(id)));
        }
        assertErased("jane-1", "jane-2", "jane-3");
        assertThat(logs()).doesNotContain(JANE);
        assertThat(audited(AuditAction.LISTED)).anySatisfy(record -> {
            assertThat(record.caller().name()).isEqualTo(TestKeys.OPERATOR.callerName());
            assertThat(record.subjects().scans()).containsExactly("jane-1", "jane-2");
        });
        assertThat(audited(AuditAction.ERASED))
                .anySatisfy(record -> assertThat(record.caller().name()).isEqualTo(TestKeys.OPERATOR.callerName()));

        String erasureId = json(bytes(answer.body())).get("erasureId").toString();
        settle(erasureId);
        assertThat(remains(names)).isEmpty();
        assertThat(of("john-1")).isEqualTo(others);
        assertThat(json(stack.store().get(StorageKeys.doneErasure(erasureId)))).containsEntry("scans", 3);
    }

    @Test
    void shouldFinishAnErasureWhoseProcessWasKilled() throws Exception {
        Map<String, ScanStored> scans = send(Map.of("jane-1", JANE, "jane-2", JANE));
        diagnoseAndExplain(scans.values());
        ingest.kill();
        // A scan that nobody has read yet.
        stack.produce(Topics.SCANS, "jane-3", pictures.png(1, "jane-3"), Map.of("ce_id", "jane-3", "patient", JANE));
        // What the killed process left: its order, and one scan of which a part is deleted.
        stack.store()
                .put(
                        StorageKeys.openErasure("e-1"),
                        Json.write(Map.of(
                                "erasureId",
                                "e-1",
                                "patient",
                                scans.get("jane-1").patient(),
                                "by",
                                "operator",
                                "reason",
                                "asked for",
                                "orderedAt",
                                Instant.now(),
                                "after",
                                "",
                                "scans",
                                0,
                                "versions",
                                List.of())),
                        "application/json");
        stack.store().delete(StorageKeys.image("jane-1"));

        ingest = launch(Target.INGEST);

        await().atMost(PATIENCE).until(() -> stack.records(Topics.SCANS_ERASED).size() >= 3);
        assertErased("jane-1", "jane-2", "jane-3");
        settle("e-1");
        Set<String> names = names(scans, "jane-1", "jane-2");
        names.addAll(List.of("jane-3", sha256("jane-3")));
        assertThat(remains(names)).isEmpty();
    }

    /** Lets the time go by after which an order ends, once all that was sent before it is stored. */
    private void settle(String erasureId) {
        String key = StorageKeys.openErasure(erasureId);
        await().atMost(PATIENCE).untilAsserted(() -> {
            Map<String, Object> order = json(stack.store().get(key));
            assertThat(order.get("readAt")).isNotNull();
            order.put("readAt", Instant.now().minus(Duration.ofDays(1)).toString());
            stack.store().put(key, Json.write(order), "application/json");
        });
        await().atMost(PATIENCE).until(() -> stack.store().exists(StorageKeys.doneErasure(erasureId)));
        assertThat(stack.store().exists(key)).isFalse();
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> json(byte[] json) {
        return Json.read(json, HashMap.class);
    }

    /** Sends a scan with a label that is no name, and waits until its file is kept. */
    private void refuse(String scanId, String patient, byte[] file) {
        stack.produce(
                Topics.SCANS,
                scanId,
                file,
                Map.of("ce_id", scanId, "patient", patient, "label", "no name!", "dataset", "hospital"));
        await().atMost(PATIENCE).until(() -> stack.store().exists(StorageKeys.rejected(Sha256.of(file))));
    }

    private String sha256(String scanId) {
        return Sha256.of(pictures.png(1, scanId));
    }

    /** Returns all that could name the patient of scans: number, pseudonym, ids and SHA-256 of the files. */
    private static Set<String> names(Map<String, ScanStored> scans, String... scanIds) {
        Set<String> names = new HashSet<>(Set.of(JANE, scans.get(scanIds[0]).patient()));
        for (String scanId : scanIds) {
            names.add(scanId);
            names.add(scans.get(scanId).sha256());
        }
        return names;
    }

    /**
     * Returns all objects of the bucket with one of {@code names} in their key or content. Left out are the claims of erased scans, in
     * whose key the id stays, if they hold nothing but the time.
     */
    private List<String> remains(Set<String> names) {
        return stack.store().list("").stream()
                .filter(key -> !isErasedClaim(key))
                .filter(key ->
                        names.stream().anyMatch((key + "\n" + text(stack.store().get(key)))::contains))
                .toList();
    }

    private boolean isErasedClaim(String key) {
        return key.matches("scans/[^/]+/claim\\.json")
                && text(stack.store().get(key)).matches("\\{\"erased\":\"[0-9TZ:.-]+\"}");
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private List<AuditRecord> audited(AuditAction action) {
        return stack.records(Topics.AUDIT).stream()
                .map(record -> Json.readRequest(record.value(), AuditRecord.class))
                .filter(record -> record.action() == action)
                .toList();
    }

    private void assertErased(String... scanIds) {
        await().atMost(PATIENCE).untilAsserted(() -> {
            String page = get("/diagnoses?limit=200").body();
            assertThat(page).doesNotContain(scanIds);
        });
        for (String scanId : scanIds) {
            // A scan that was being admitted when its patient was erased goes a little later.
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(of(scanId)).containsExactly(StorageKeys.claim(scanId)));
            assertThat(get("/scans/" + scanId + "/image").statusCode()).isEqualTo(404);
            assertThat(get("/explanations/" + scanId).statusCode()).isEqualTo(404);
            assertThat(get("/diagnoses/" + scanId).statusCode()).isEqualTo(404);
        }
        assertThat(stack.records(Topics.SCANS_ERASED))
                .extracting(event -> Json.read(event.value(), ScanErased.class).scanId())
                .contains(scanIds);
    }

    private Map<String, ScanStored> send(Map<String, String> patients) {
        patients.forEach((scanId, patient) -> stack.produce(
                Topics.SCANS,
                null,
                bytes(scanId),
                pictures.png(1, scanId),
                List.of(
                        Map.entry("ce_id", bytes(scanId)),
                        Map.entry("patient", bytes(patient)),
                        Map.entry("label", bytes("NORMAL")),
                        Map.entry("dataset", bytes("hospital")),
                        Map.entry(ScanHeaders.MASK, mask()))));
        await().atMost(PATIENCE).until(() -> stack.records(Topics.SCANS_STORED).size() == patients.size());
        Map<String, ScanStored> stored = new HashMap<>();
        stack.records(Topics.SCANS_STORED)
                .forEach(event -> stored.put(event.key(), Json.read(event.value(), ScanStored.class)));
        return stored;
    }

    /** Returns a mask of every picture, which is a square: one row of lung. */
    private static byte[] mask() {
        BufferedImage mask = new BufferedImage(64, 64, BufferedImage.TYPE_BYTE_GRAY);
        for (int column = 0; column < 64; column++) {
            mask.setRGB(column, 32, 0xffffff);
        }
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        try {
            ImageIO.write(mask, "png", png);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return png.toByteArray();
    }

    private void diagnoseAndExplain(Iterable<ScanStored> scans) {
        promote(scans.iterator().next().scanId());
        for (ScanStored scan : scans) {
            await().atMost(PATIENCE).until(() -> stack.store().exists(StorageKeys.diagnosis(scan.scanId())));
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(
                            get("/explanations/" + scan.scanId()).statusCode())
                    .isEqualTo(200));
            assertThat(of(scan.scanId())).hasSizeGreaterThanOrEqualTo(9);
        }
    }

    /** Promotes a version that takes the images that ingest makes. */
    private void promote(String scanId) {
        ScanPointer pointer =
                Json.read(stack.store().get(StorageKeys.pointer("hospital", "NORMAL", scanId)), ScanPointer.class);
        InputSpec input =
                TestBundles.INPUT.ofCanonical(pointer.metadata().canonical().to());
        int classes = TestBundles.CLASSES.size();
        ModelPromoted promoted = TestBundles.store(
                stack.store(),
                "v1",
                input,
                Map.of(
                        Manifest.MODEL,
                        TinyNetworks.model(classes, 1),
                        Manifest.GRADCAM,
                        TinyNetworks.gradCam(classes, 1)));
        stack.produce(Topics.MODELS, promoted.slot(), Json.write(promoted), Map.of());
    }

    /** Returns the objects of a scan but the pointer from its patient, which goes when the order has settled. */
    private List<String> of(String scanId) {
        return stack.store().list("").stream()
                .filter(key -> key.contains("/" + scanId + "/") || key.endsWith("/" + scanId))
                .filter(key -> !key.startsWith("patients/"))
                .toList();
    }

    private ConsumerRecord<String, byte[]> record(String topic, String key) {
        return stack.records(topic).stream()
                .filter(record -> key.equals(record.key()))
                .findFirst()
                .orElseThrow();
    }

    private static Diagnosis as(Diagnosis other, String scanId) {
        return new Diagnosis(
                scanId,
                other.patient(),
                other.diagnosis(),
                other.probabilities(),
                other.model(),
                other.version(),
                other.digest(),
                StorageKeys.image(scanId),
                other.millis(),
                other.scannedAt(),
                other.diagnosedAt(),
                other.explanation());
    }

    private ServiceProcess launch(Target service) {
        return stack.service(
                FaultStack.jar(Path.of(System.getProperty("thorax.modules")), service),
                Map.of("thorax.instance", "erasure-" + service.label()),
                List.of("-Xmx384m"));
    }

    private HttpResponse<String> get(String path) {
        return send(HttpRequest.newBuilder(explain.url().resolve(path))
                .header(TestKeys.HEADER, TestKeys.CLINICIAN.header())
                .build());
    }

    private HttpResponse<String> post(String path, String json) {
        URI address = ingest.url().resolve(path);
        return send(HttpRequest.newBuilder(address)
                .header(TestKeys.HEADER, TestKeys.OPERATOR.header())
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json))
                .build());
    }

    private static HttpResponse<String> send(HttpRequest request) {
        try {
            return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private String logs() throws Exception {
        StringBuilder text = new StringBuilder();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".log")).toList()) {
                text.append(Files.readString(file));
            }
        }
        return text.toString();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

package dev.thorax.faults;

import java.io.OutputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.thorax.contracts.event.Diagnosis;
import dev.thorax.contracts.event.ModelPromoted;
import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.contracts.topic.Topics;
import dev.thorax.servers.TestStack;
import dev.thorax.storage.ObjectStore;
import dev.thorax.storage.S3ObjectStore;
import dev.thorax.storage.S3Settings;
import dev.thorax.testing.model.TestBundles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Follows "Back up and restore" of {@code docs/operations.md}: a bucket is lost and comes from its copy, then the broker is lost. */
class RestoreIT {
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final String COPY = "copy-of-thorax";
    private static final String JANE = "PID-JANE-4711";
    private static final String JOHN = "PID-JOHN-4712";

    @TempDir
    Path folder;

    private final Pictures pictures = new Pictures(1);
    private TestStack stack;
    private PackagedServices services;
    private S3Settings bucket;
    private S3Settings copy;

    @BeforeEach
    void start() {
        stack = TestStack.start(folder);
        stack.trust(TestBundles.KEYS.trusted());
        stack.s3().createBucket(COPY);
        bucket = stack.s3()
                .settings(stack.settings(PackagedServices.jar(Target.INGEST)).get("thorax.storage.bucket"));
        copy = stack.s3().settings(COPY);
        services = new PackagedServices(stack, folder, Map.of());
        services.start();
    }

    @AfterEach
    void stop() {
        services.stop();
        stack.close();
    }

    @Test
    void shouldGoOnAfterTheBucketWasLostAndThenTheBroker() throws Exception {
        // Given: two patients, a version that an operator promoted, heat maps, and a copy of all that.
        promote();
        Map<String, Diagnosis> before =
                Map.of("john-1", diagnosed("john-1", JOHN), "jane-1", diagnosed("jane-1", JANE));
        assertThat(status("/explanations/john-1")).isEqualTo(200);
        copyObjects(bucket, copy, "--delete-at-most", "30");
        // After the copy: an erasure, and a scan.
        assertThat(erase(JANE).statusCode()).isEqualTo(200);
        await().atMost(PATIENCE).until(() -> status("/diagnoses/jane-1") == 404);
        diagnosed("john-2", JOHN);

        // When
        services.stop();
        emptyBucket();
        copyObjects(copy, bucket);
        services.start();

        // Then: what was copied is there, with the same keys.
        assertServed("john-1", before.get("john-1"));
        assertThat(status("/diagnoses/john-2")).isEqualTo(404);
        assertThat(before)
                .extractingByKey("john-1")
                .extracting(Diagnosis::digest)
                .isEqualTo(modelDigest());
        // The copy knows nothing of the erasure. The audit does, and it is ordered again.
        assertThat(audit("ERASED")).contains("request=\"POST /patients/erasures\" status=200");
        assertThat(status("/diagnoses/jane-1")).isEqualTo(200);
        assertThat(erase(JANE).statusCode()).isEqualTo(200);
        await().atMost(PATIENCE).until(() -> status("/diagnoses/jane-1") == 404);
        // The scan that came after the copy is sent again, and all is copied again.
        sendAgain("john-2");
        copyObjects(bucket, copy, "--delete-at-most", "30");
        try (ObjectStore copied = new S3ObjectStore(copy)) {
            assertThat(copied.list("scans/jane-1/")).containsExactly(StorageKeys.claim("jane-1"));
        }

        // When
        services.stop();
        stack.loseKafka();
        services.start();

        // Then: the version of the store is promoted again, and a scan is scored by it.
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(promotions())
                .singleElement()
                .extracting(ModelPromoted::version)
                .isEqualTo("v1"));
        assertServed("john-1", before.get("john-1"));
        assertThat(status("/diagnoses/jane-1")).isEqualTo(404);
        assertThat(diagnosedByHttp("john-3").digest()).isEqualTo(modelDigest());
        // A scan of before that is sent again is published once more, as the new broker has no event of it.
        assertThat(diagnosedByHttp("john-1").probabilities())
                .isEqualTo(before.get("john-1").probabilities());
        assertThat(diagnoses("john-1")).isOne();
    }

    private void promote() {
        TestBundles.store(stack.store(), "v1", 1);
        HttpResponse<String> answer = services.post(
                Target.TRAINING,
                "/promotions",
                "{\"slot\":\"production\",\"model\":\"" + TestBundles.MODEL
                        + "\",\"version\":\"v1\",\"why\":\"The first.\"}");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        await().atMost(PATIENCE).until(() -> promotions().size() == 1);
    }

    private String modelDigest() {
        return Json.read(stack.store().get(StorageKeys.diagnosis("john-1")), Diagnosis.class)
                .digest();
    }

    private Diagnosis diagnosed(String scanId, String patient) {
        stack.produce(Topics.SCANS, scanId, pictures.png(1, scanId), Map.of("ce_id", scanId, "patient", patient));
        return archived(scanId);
    }

    /** Sends a scan by HTTP, as the Kafka clients of this test began with the broker that was lost. */
    private Diagnosis diagnosedByHttp(String scanId) {
        services.upload(scanId, JOHN, pictures.png(1, scanId));
        await().atMost(PATIENCE).until(() -> diagnoses(scanId) > 0);
        return archived(scanId);
    }

    private void sendAgain(String scanId) {
        stack.produce(Topics.SCANS, scanId, pictures.png(1, scanId), Map.of("ce_id", scanId, "patient", JOHN));
        archived(scanId);
    }

    private Diagnosis archived(String scanId) {
        await().atMost(PATIENCE).until(() -> stack.store().exists(StorageKeys.diagnosis(scanId)));
        return Json.read(stack.store().get(StorageKeys.diagnosis(scanId)), Diagnosis.class);
    }

    private void assertServed(String scanId, Diagnosis diagnosis) {
        HttpResponse<String> answer = services.get(Target.EXPLAIN, "/diagnoses/" + scanId);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(Json.read(answer.body().getBytes(StandardCharsets.UTF_8), Diagnosis.class))
                .isEqualTo(diagnosis);
        await().atMost(PATIENCE).until(() -> status("/explanations/" + scanId) == 200);
    }

    private List<ModelPromoted> promotions() {
        return stack.records(Topics.MODELS).stream()
                .map(record -> Json.read(record.value(), ModelPromoted.class))
                .toList();
    }

    private long diagnoses(String scanId) {
        return stack.records(Topics.DIAGNOSES).stream()
                .filter(record -> scanId.equals(record.key()))
                .count();
    }

    /** Loses all objects. */
    private void emptyBucket() {
        try (ObjectStore raw = new S3ObjectStore(bucket)) {
            raw.list("").forEach(raw::delete);
            assertThat(raw.list("")).isEmpty();
        }
    }

    /** Runs the command of an operator. */
    private static void copyObjects(S3Settings from, S3Settings to, String... options) throws Exception {
        List<String> arguments = new ArrayList<>(List.of(
                "copy-objects",
                "--endpoint",
                from.endpoint().toString(),
                "--bucket",
                from.bucket(),
                "--to-endpoint",
                to.endpoint().toString(),
                "--to-bucket",
                to.bucket()));
        arguments.addAll(List.of(options));
        Map<String, String> keys = Map.of(
                "THORAX_STORAGE_ACCESS_KEY",
                from.accessKey(),
                "THORAX_STORAGE_SECRET_KEY",
                from.secretKey(),
                "THORAX_COPY_ACCESS_KEY",
                to.accessKey(),
                "THORAX_COPY_SECRET_KEY",
                to.secretKey());
        assertThat(PackagedServices.admin(keys, arguments)).contains("Copied: ");
    }

    private String audit(String action) throws Exception {
        Path settings = folder.resolve("auditor.properties");
        Properties properties = new Properties();
        properties.putAll(stack.superUser());
        try (OutputStream out = Files.newOutputStream(settings)) {
            properties.store(out, null);
        }
        return PackagedServices.admin(
                Map.of(),
                List.of(
                        "audit",
                        "--kafka",
                        stack.bootstrapServers(),
                        "--settings",
                        settings.toString(),
                        "--from",
                        "2026-11-26T00:00:00Z",
                        "--action",
                        action));
    }

    private HttpResponse<String> erase(String patient) {
        return services.post(
                Target.INGEST, "/patients/erasures", "{\"patient\":\"" + patient + "\",\"reason\":\"asked for\"}");
    }

    private int status(String path) {
        return services.get(Target.EXPLAIN, path).statusCode();
    }
}

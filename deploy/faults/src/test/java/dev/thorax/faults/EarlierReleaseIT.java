package dev.thorax.faults;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import dev.thorax.contracts.event.Diagnosis;
import dev.thorax.contracts.event.EventType;
import dev.thorax.contracts.event.ModelPromoted;
import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.servers.TestStack;
import dev.thorax.storage.ObjectStore;
import dev.thorax.storage.S3ObjectStore;
import dev.thorax.storage.S3Settings;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

/**
 * Starts the packaged services on what an earlier release left: the objects of three scans, its version of a model, and its topics. All
 * pictures are drawn.
 */
class EarlierReleaseIT {
    private static final Path RELEASES = Path.of("src/test/resources/releases");
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    @TempDir
    Path folder;

    private TestStack stack;
    private PackagedServices services;

    @BeforeEach
    void start() {
        stack = TestStack.start(folder);
    }

    @AfterEach
    void stop() {
        if (services != null) {
            services.close();
        }
        stack.close();
    }

    @ParameterizedTest
    @MethodSource("releases")
    void shouldGoOnWithTheBucketAndTheTopicsOfARelease(Path release) throws Exception {
        // Given
        Properties facts = facts(release);
        services =
                new PackagedServices(stack, folder, Map.of("thorax.pseudonym.key", facts.getProperty("pseudonym-key")));
        S3Settings bucket = stack.s3()
                .settings(stack.settings(PackagedServices.jar(Target.INGEST)).get("thorax.storage.bucket"));
        putObjects(release.resolve("bucket"), bucket);
        sendRecords(release.resolve("topics"));
        sign(bucket);
        Map<String, Diagnosis> diagnoses = new TreeMap<>();
        events(EventType.DIAGNOSIS, Diagnosis.class).forEach(event -> diagnoses.put(event.scanId(), event));
        ModelPromoted production =
                events(EventType.MODEL_PROMOTED, ModelPromoted.class).get(0);
        assertThat(diagnoses).hasSize(3);

        // When
        services.start();

        // Then: the page has the diagnoses of the release, and its version explains them.
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(
                        services.get(Target.EXPLAIN, "/diagnoses?limit=200").body())
                .contains(diagnoses.keySet()));
        diagnoses.forEach((scanId, diagnosis) -> {
            assertThat(json(Target.EXPLAIN, "/diagnoses/" + scanId))
                    .isEqualTo(Json.mapper().valueToTree(diagnosis));
            await().atMost(PATIENCE)
                    .until(() -> services.get(Target.EXPLAIN, "/explanations/" + scanId)
                                    .statusCode()
                            == 200);
        });
        // Its trainings, versions and decisions are listed.
        assertThat(json(Target.TRAINING, "/trainings").toString()).contains(production.version());
        assertThat(json(Target.TRAINING, "/models").toString()).contains(production.version());
        assertThat(json(Target.TRAINING, "/promotions").toString()).contains(production.version());
        // Its version scores the same picture as then.
        Diagnosis then = diagnoses.values().iterator().next();
        services.upload("new", "somebody", stack.store().get(StorageKeys.original(then.scanId())));
        await().atMost(PATIENCE).until(() -> stack.store().exists(StorageKeys.diagnosis("new")));
        Diagnosis now = Json.read(stack.store().get(StorageKeys.diagnosis("new")), Diagnosis.class);
        assertThat(now.version()).isEqualTo(production.version());
        assertThat(now.digest()).isEqualTo(then.digest());
        then.probabilities()
                .forEach((label, probability) ->
                        assertThat(now.probabilities().get(label)).isCloseTo(probability, within(1e-5)));
        // What has a diagnosis gets none again.
        assertThat(events(EventType.DIAGNOSIS, Diagnosis.class))
                .extracting(Diagnosis::scanId)
                .doesNotHaveDuplicates()
                .hasSize(diagnoses.size() + 1);
        assertThat(events(EventType.MODEL_PROMOTED, ModelPromoted.class)).hasSize(1);
        // Its scans are found by the patient's number, as an erasure needs it, and erased.
        String patient = "{\"patient\":\"" + facts.getProperty("patient") + "\"";
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(services.post(Target.INGEST, "/patients/held", patient + "}")
                                .body())
                        .contains("/" + facts.getProperty("scan-of-patient") + "/"));
        services.post(Target.INGEST, "/patients/erasures", patient + ",\"reason\":\"asked for\"}");
        await().atMost(PATIENCE)
                .until(() -> services.get(Target.EXPLAIN, "/diagnoses/" + facts.getProperty("scan-of-patient"))
                                .statusCode()
                        == 404);
    }

    static List<Path> releases() throws IOException {
        try (Stream<Path> folders = Files.list(RELEASES)) {
            return folders.filter(Files::isDirectory).sorted().toList();
        }
    }

    private static Properties facts(Path release) throws IOException {
        Properties facts = new Properties();
        try (Reader file = Files.newBufferedReader(release.resolve("release.properties"))) {
            facts.load(file);
        }
        return facts;
    }

    /** Puts the objects as they are: the release did not encrypt. */
    private static void putObjects(Path objects, S3Settings bucket) throws IOException {
        try (ObjectStore raw = new S3ObjectStore(bucket);
                Stream<Path> files = Files.walk(objects)) {
            files.filter(Files::isRegularFile)
                    .forEach(file -> raw.upload(objects.relativize(file).toString(), file, "application/octet-stream"));
        }
    }

    /** Sends the records of a release. Each line of a file is one record. */
    private void sendRecords(Path topics) throws IOException {
        try (Stream<Path> files = Files.list(topics)) {
            files.sorted().forEach(file -> {
                String topic = file.getFileName().toString().replace(".jsonl", "");
                lines(file).forEach(line -> {
                    JsonNode record = Json.read(line.getBytes(UTF_8), JsonNode.class);
                    Map<String, String> headers = new TreeMap<>();
                    record.path("headers")
                            .properties()
                            .forEach(header -> headers.put(
                                    header.getKey(), header.getValue().asText()));
                    stack.produce(
                            topic,
                            record.path("key").asText(),
                            record.path("value").asText().getBytes(UTF_8),
                            headers);
                });
            });
        }
    }

    /** Signs what was trained before versions were signed. */
    private void sign(S3Settings bucket) throws Exception {
        Map<String, String> settings = stack.settings(PackagedServices.jar(Target.TRAINING));
        String output = PackagedServices.admin(
                Map.of(
                        "THORAX_STORAGE_ENDPOINT", bucket.endpoint().toString(),
                        "THORAX_STORAGE_BUCKET", bucket.bucket(),
                        "THORAX_STORAGE_ACCESS_KEY", bucket.accessKey(),
                        "THORAX_STORAGE_SECRET_KEY", bucket.secretKey()),
                List.of(
                        "sign",
                        "--signing-key",
                        settings.get("thorax.training.signing-key"),
                        "--public-keys",
                        settings.get("thorax.signatures.public-keys"),
                        "--all-existing"));
        assertThat(output).contains("Signed versions: 1.");
    }

    private <T> List<T> events(EventType type, Class<T> data) {
        return stack.records(type.topic()).stream()
                .map(record -> Json.read(record.value(), data))
                .toList();
    }

    private JsonNode json(Target target, String path) {
        return Json.read(services.get(target, path).body().getBytes(UTF_8), JsonNode.class);
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

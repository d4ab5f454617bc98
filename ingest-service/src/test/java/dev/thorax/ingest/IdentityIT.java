package dev.thorax.ingest;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.thorax.contracts.event.ScanStored;
import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.storage.ContentScan;
import dev.thorax.contracts.storage.PatientScan;
import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.contracts.topic.RejectionHeaders;
import dev.thorax.contracts.topic.Topics;
import dev.thorax.servers.ServiceProcess;
import dev.thorax.servers.TestStack;
import dev.thorax.testing.data.TestPictures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** Checks that a scan stays one scan when Kafka or its offsets are lost. */
class IdentityIT {
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final int SCANS = 30;

    @TempDir
    Path folder;

    private TestStack backing;
    private ServiceProcess service;

    @BeforeEach
    void start() {
        backing = TestStack.start(folder);
        service = launch(Map.of());
    }

    @AfterEach
    void stop() {
        backing.close();
    }

    @Test
    void shouldPublishEachScanThatIsSentAgainOnceAfterKafkaWasMadeAnew() {
        // Given
        IntStream.range(0, SCANS).forEach(this::send);
        await().atMost(PATIENCE)
                .until(() -> backing.store().list(StorageKeys.scans()).size() > 40);
        service.kill();
        backing.loseKafka();
        service = launch(Map.of());

        // When
        IntStream.range(0, SCANS).forEach(this::send);
        IntStream.range(0, SCANS).forEach(this::send);

        // Then
        assertEachPublishedOnce(SCANS);
        assertThat(records(Topics.SCANS_REJECTED)).isEmpty();
    }

    @Test
    void shouldPublishNothingAgainAfterTheOffsetsWereLost() {
        // Given
        IntStream.range(0, SCANS).forEach(this::send);
        await().atMost(PATIENCE).until(() -> records(Topics.SCANS_STORED).size() == SCANS);
        service.close();
        backing.store().list("contents/").subList(0, 3).forEach(key -> backing.store()
                .delete(key));
        backing.loseOffsets("thorax-ingest");

        // When
        service = launch(Map.of());
        IntStream.range(0, SCANS).forEach(this::send);

        // Then
        assertEachPublishedOnce(SCANS);
        // The offsets are committed again, so that a scan that comes once more is looked for among the events.
        IntStream.range(0, SCANS).forEach(this::send);
        await().atMost(PATIENCE).until(() -> backing.store().list("contents/").size() == SCANS + 20);
        assertThat(records(Topics.SCANS_STORED)).hasSize(SCANS + 20);
    }

    @Test
    void shouldRejectEachRecordOnceAfterTheOffsetsWereLost() {
        // Given
        IntStream.range(0, 4).forEach(round -> sendNoPicture());
        await().atMost(PATIENCE).until(() -> records(Topics.SCANS_REJECTED).size() == 4);
        service.close();
        backing.loseOffsets("thorax-ingest");

        // When
        service = launch(Map.of());
        sendNoPicture();
        assertEachPublishedOnce(0);

        // Then
        assertThat(records(Topics.SCANS_REJECTED).stream().map(answer -> header(answer, RejectionHeaders.ORIGIN)))
                .hasSize(5)
                .doesNotHaveDuplicates();
    }

    @Test
    void shouldRejectARecordAtTheSamePlaceAfterKafkaWasMadeAnew() {
        IntStream.range(0, 4).forEach(round -> sendNoPicture());
        await().atMost(PATIENCE).until(() -> records(Topics.SCANS_REJECTED).size() == 4);
        service.kill();
        backing.loseKafka();
        service = launch(Map.of());

        IntStream.range(0, 2).forEach(round -> sendNoPicture());

        await().atMost(PATIENCE).until(() -> records(Topics.SCANS_REJECTED).size() == 2);
    }

    @Test
    void shouldPointAtAScanByItsPatientAndItsContent() {
        byte[] scan = TestPictures.png(1);
        backing.produce(Topics.SCANS, "s1", scan, Map.of("ce_id", "s1", "patient", "Jane Doe"));

        await().atMost(PATIENCE).until(() -> !backing.store().list("contents/").isEmpty());

        ScanStored event = Json.read(records(Topics.SCANS_STORED).get(0).value(), ScanStored.class);
        assertThat(read(StorageKeys.patientScan(event.patient(), "s1"), PatientScan.class))
                .isEqualTo(new PatientScan("s1", event.sha256()));
        ContentScan content = read(StorageKeys.contentScan(event.sha256(), "s1"), ContentScan.class);
        assertThat(content.patient()).isEqualTo(event.patient());
        assertThat(content.published()).isNotBlank();
    }

    @Test
    void shouldRejectAnotherPatientForAScan() {
        byte[] scan = TestPictures.png(1);
        List.of("Jane Doe", "John Doe")
                .forEach(patient ->
                        backing.produce(Topics.SCANS, "s1", scan, Map.of("ce_id", "s1", "patient", patient)));

        await().atMost(PATIENCE).until(() -> records(Topics.SCANS_REJECTED).size() == 1);

        assertThat(header(records(Topics.SCANS_REJECTED).get(0), RejectionHeaders.REASON))
                .isEqualTo("patient-differs");
        assertThat(records(Topics.SCANS_STORED)).hasSize(1);
    }

    @Test
    void shouldNotStartWithAnotherPseudonymKey() throws Exception {
        service.close();

        assertThatThrownBy(() -> launch(Map.of("thorax.pseudonym.key", "another-key-for-tests-0123")))
                .isInstanceOf(RuntimeException.class);

        assertThat(logs()).contains("thorax.pseudonym.key is not the key that made the pseudonyms");
    }

    /** A last scan in each partition shows that all before it were answered. */
    private void assertEachPublishedOnce(int scans) {
        IntStream.range(1000, 1020).forEach(this::send);
        Map<String, Integer> counts = new HashMap<>();
        await().atMost(PATIENCE).until(() -> {
            counts.clear();
            records(Topics.SCANS_STORED).forEach(event -> counts.merge(event.key(), 1, Integer::sum));
            return counts.size() >= scans + 20;
        });
        assertThat(counts)
                .hasSize(scans + 20)
                .allSatisfy((id, count) -> assertThat(count).as(id).isEqualTo(1));
    }

    private void send(int number) {
        String id = "scan-" + number;
        backing.produce(Topics.SCANS, id, TestPictures.png(number), Map.of("ce_id", id, "patient", "p" + number));
    }

    private void sendNoPicture() {
        backing.produce(Topics.SCANS, "bad", new byte[] {1, 2, 3}, Map.of("ce_id", "bad"));
    }

    private List<ConsumerRecord<String, byte[]>> records(String topic) {
        return backing.records(topic);
    }

    private <T> T read(String key, Class<T> type) {
        return Json.read(backing.store().get(key), type);
    }

    private ServiceProcess launch(Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(settings);
        all.put("thorax.instance", "it");
        return backing.service(Path.of(System.getProperty("thorax.service.jar")), all);
    }

    private String logs() throws Exception {
        StringBuilder text = new StringBuilder();
        try (var files = Files.walk(folder)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".log")).toList()) {
                text.append(Files.readString(file));
            }
        }
        return text.toString();
    }

    private static String header(ConsumerRecord<String, byte[]> answer, String name) {
        return new String(answer.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }
}

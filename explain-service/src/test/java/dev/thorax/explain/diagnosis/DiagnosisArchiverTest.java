package dev.thorax.explain.diagnosis;

import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

import dev.thorax.contracts.event.Diagnosis;
import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.storage.ErasedScan;
import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.contracts.topic.Topics;
import dev.thorax.explain.ExplainFixture;
import dev.thorax.runtime.kafka.BatchMeters;
import dev.thorax.runtime.kafka.FatalErrors;
import dev.thorax.runtime.kafka.TopicHistory;
import dev.thorax.runtime.trace.ScanTraces;
import dev.thorax.runtime.trace.Tracing;

import static dev.thorax.explain.ExplainFixture.NOW;
import static dev.thorax.explain.ExplainFixture.diagnosis;
import static org.assertj.core.api.Assertions.assertThat;

/** Tests {@link StoredDiagnoses} and {@link ArchivedDiagnosis}, too, by which the archiver chooses and writes. */
class DiagnosisArchiverTest {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final int FAR_IN_THE_FUTURE = 2_000_000_000;

    private final ExplainFixture fixture = new ExplainFixture();
    private final StoredDiagnoses stored = new StoredDiagnoses(fixture.store);
    private final Kafka kafka = new Kafka();
    private final DiagnosisArchiver archiver = new DiagnosisArchiver(
            stored,
            kafka,
            fixture.metrics,
            new BatchMeters(fixture.registry),
            new FatalErrors(),
            new ScanTraces(Tracing.off()),
            Clock.fixed(NOW.plusSeconds(60), ZoneOffset.UTC));

    @Test
    void shouldArchiveTheLastDiagnosisOfEachScan() {
        archive(0, diagnosis("a", "v1", 20), diagnosis("b", "v1", 5), diagnosis("a", "v2", 10));

        assertThat(stored.find("a")).contains(diagnosis("a", "v2", 10));
        assertThat(stored.find("b")).contains(diagnosis("b", "v1", 5));
        assertThat(fixture.registry
                        .get("thorax.explain.diagnoses.kept")
                        .counter()
                        .count())
                .isEqualTo(2);
    }

    @Test
    void shouldReplaceADiagnosisByALaterOneWhateverItsTime() {
        archive(0, diagnosis("a", "v1", FAR_IN_THE_FUTURE));

        archive(1, diagnosis("a", "v2", 10));

        assertThat(stored.find("a")).contains(diagnosis("a", "v2", 10));
    }

    @Test
    void shouldNotReplaceALaterDiagnosisIfTheTopicIsReadAgain() {
        archive(5, diagnosis("a", "v2", 10));

        archive(4, diagnosis("a", "v1", 20));

        assertThat(stored.find("a")).contains(diagnosis("a", "v2", 10));
    }

    @Test
    void shouldReplaceTheDiagnosisOfATopicThatWasLost() {
        archive(5, diagnosis("a", "v1", FAR_IN_THE_FUTURE));
        kafka.topic = "anew";

        archive(0, diagnosis("a", "v2", 10));

        assertThat(stored.find("a")).contains(diagnosis("a", "v2", 10));
    }

    @Test
    void shouldOrderByTimeWhatAnEarlierReleaseArchivedUnlessItIsToCome() {
        earlierRelease(diagnosis("a", "v1", 20));
        earlierRelease(diagnosis("b", "v1", FAR_IN_THE_FUTURE));
        earlierRelease(diagnosis("c", "v1", 20));

        archive(0, diagnosis("a", "v2", 10), diagnosis("b", "v2", 10), diagnosis("c", "v2", 30));

        assertThat(stored.find("a")).contains(diagnosis("a", "v1", 20));
        assertThat(stored.find("b")).contains(diagnosis("b", "v2", 10));
        assertThat(stored.find("c")).contains(diagnosis("c", "v2", 30));
    }

    @Test
    void shouldCountAndIgnoreWhatIsNoDiagnosis() {
        archive(0, Stream.of(new byte[] {1}, Json.write(diagnosis("a", "v1", 1))));

        assertThat(stored.find("a")).isPresent();
        assertThat(fixture.registry
                        .get("thorax.explain.diagnoses.unreadable")
                        .counter()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void shouldArchiveNoDiagnosisOfAScanThatWasErased() {
        erase("a");

        archive(0, diagnosis("a", "v1", 1));

        assertThat(fixture.store.list("scans/a/")).containsExactly(StorageKeys.claim("a"));
    }

    @Test
    void shouldDeleteTheDiagnosisOfAScanThatIsErasedMeanwhile() {
        fixture.store.beforeEachCall(call -> {
            if (call.equals("write " + StorageKeys.diagnosis("a"))) {
                fixture.store.beforeEachCall(other -> {});
                erase("a");
            }
        });

        archive(0, diagnosis("a", "v1", 1));

        assertThat(fixture.store.list("scans/a/")).containsExactly(StorageKeys.claim("a"));
    }

    private void erase(String scanId) {
        fixture.store.put(StorageKeys.claim(scanId), Json.write(new ErasedScan(NOW)), "application/json");
    }

    @Test
    void shouldWaitForAStoreThatIsAway() {
        fixture.store.failNext(2);

        archive(0, diagnosis("a", "v1", 1));

        assertThat(stored.find("a")).isPresent();
    }

    @Test
    void shouldLeaveOutADiagnosisThatCannotBeArchivedAndGoOn() {
        fixture.store.put(StorageKeys.diagnosis("a"), new byte[] {1}, "application/json");
        fixture.store.beforeEachCall(call -> {
            if (call.contains(StorageKeys.diagnosis("b"))) {
                throw new IllegalStateException("a bug");
            }
        });

        archive(0, diagnosis("a", "v1", 1), diagnosis("b", "v1", 1), diagnosis("c", "v1", 1));

        assertThat(stored.find("a")).isPresent();
        assertThat(stored.find("c")).isPresent();
    }

    private void earlierRelease(Diagnosis diagnosis) {
        fixture.store.put(StorageKeys.diagnosis(diagnosis.scanId()), Json.write(diagnosis), "application/json");
    }

    private void archive(long offset, Diagnosis... diagnoses) {
        archive(offset, Stream.of(diagnoses).map(Json::write));
    }

    private void archive(long offset, Stream<byte[]> values) {
        List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
        values.forEach(
                value -> records.add(new ConsumerRecord<>(Topics.DIAGNOSES, 0, offset + records.size(), "key", value)));
        archiver.archive(new ConsumerRecords<>(Map.of(new TopicPartition(Topics.DIAGNOSES, 0), records), Map.of()))
                .await()
                .atMost(LONG);
    }

    /** Knows the id of the topic. */
    private static final class Kafka extends TopicHistory {
        private String topic = "first";

        private Kafka() {
            super(Map.of());
        }

        @Override
        public Map<String, String> ids(Collection<String> topics) {
            return Map.of(Topics.DIAGNOSES, topic);
        }
    }
}

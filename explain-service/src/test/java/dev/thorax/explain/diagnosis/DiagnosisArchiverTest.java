package dev.thorax.explain.diagnosis;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;

import dev.thorax.contracts.event.Diagnosis;
import dev.thorax.contracts.json.Json;
import dev.thorax.explain.ExplainFixture;

import static dev.thorax.explain.ExplainFixture.diagnosis;
import static org.assertj.core.api.Assertions.assertThat;

/** Tests {@link StoredDiagnoses} and {@link NewestPerScan}, too, by which the archiver chooses and writes. */
class DiagnosisArchiverTest {
    private static final Duration LONG = Duration.ofSeconds(60);

    private final ExplainFixture fixture = new ExplainFixture();
    private final StoredDiagnoses stored = new StoredDiagnoses(fixture.store);
    private final DiagnosisArchiver archiver = new DiagnosisArchiver(stored, fixture.metrics);

    @Test
    void shouldArchiveTheNewestDiagnosisOfEachScan() {
        archive(diagnosis("a", "v1", 20), diagnosis("b", "v1", 5), diagnosis("a", "v2", 10));

        assertThat(stored.find("a")).contains(diagnosis("a", "v1", 20));
        assertThat(stored.find("b")).contains(diagnosis("b", "v1", 5));
        assertThat(fixture.registry
                        .get("thorax.explain.diagnoses.kept")
                        .counter()
                        .count())
                .isEqualTo(2);
    }

    @Test
    void shouldNotReplaceANewerDiagnosisOfAnEarlierBatch() {
        archive(diagnosis("a", "v1", 20));

        archive(diagnosis("a", "v2", 10));

        assertThat(stored.find("a")).contains(diagnosis("a", "v1", 20));
    }

    @Test
    void shouldCountAndIgnoreWhatIsNoDiagnosis() {
        archiver.archive(List.of(new byte[] {1}, Json.write(diagnosis("a", "v1", 1))))
                .await()
                .atMost(LONG);

        assertThat(stored.find("a")).isPresent();
        assertThat(fixture.registry
                        .get("thorax.explain.diagnoses.unreadable")
                        .counter()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void shouldWaitForAStoreThatIsAway() {
        fixture.store.failNext(2);

        archive(diagnosis("a", "v1", 1));

        assertThat(stored.find("a")).isPresent();
    }

    private void archive(Diagnosis... diagnoses) {
        archiver.archive(List.of(diagnoses).stream().map(Json::write).toList())
                .await()
                .atMost(LONG);
    }
}

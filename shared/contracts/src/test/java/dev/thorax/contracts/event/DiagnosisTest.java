package dev.thorax.contracts.event;

import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.thorax.contracts.json.Json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

class DiagnosisTest {

    @ParameterizedTest
    @MethodSource("eventsOfVersion1")
    void shouldReadEventsOfVersion1AsOnesWithAClass(DiagnosisV1 old) {
        Diagnosis diagnosis = Json.read(Json.write(old), Diagnosis.class);

        assertThat(diagnosis.hasClass()).isTrue();
        assertThat(diagnosis.isConsistent()).isTrue();
        assertThat(diagnosis.diagnosis()).isEqualTo(old.diagnosis());
        assertThat(diagnosis.classes()).containsExactly("COVID-19", "NORMAL");
        assertThat(diagnosis)
                .usingRecursiveComparison()
                .comparingOnlyFields("scanId", "patient", "probabilities", "digest", "diagnosedAt", "explanation")
                .isEqualTo(old);
    }

    @Test
    void shouldNotNameAClassOfAnUndeterminedScan() {
        Diagnosis undetermined = EventExamples.all()
                .filter(Diagnosis.class::isInstance)
                .map(Diagnosis.class::cast)
                .filter(diagnosis -> !diagnosis.hasClass())
                .findFirst()
                .orElseThrow();

        assertThat(new String(Json.write(undetermined), UTF_8))
                .contains("\"outcome\":\"undetermined\"", "\"reason\":\"unlike-training-scans\"")
                .doesNotContain("diagnosis\"", "probabilities");
        assertThat(undetermined.isConsistent()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"outcome\":\"class\"}",
                "{\"outcome\":\"class\",\"diagnosis\":\"A\"}",
                "{\"outcome\":\"class\",\"diagnosis\":\"A\",\"probabilities\":{\"A\":1},\"reason\":\"no-lungs-found\"}",
                "{\"outcome\":\"undetermined\"}",
                "{\"outcome\":\"undetermined\",\"reason\":\"no-lungs-found\",\"diagnosis\":\"A\"}",
                "{\"outcome\":\"undetermined\",\"reason\":\"no-lungs-found\",\"probabilities\":{\"A\":1}}"
            })
    void shouldKnowThatAnOutcomeDoesNotFit(String json) {
        assertThat(Json.read(json.getBytes(UTF_8), Diagnosis.class).isConsistent())
                .isFalse();
    }

    static Stream<DiagnosisV1> eventsOfVersion1() {
        return EventExamples.all().filter(DiagnosisV1.class::isInstance).map(DiagnosisV1.class::cast);
    }
}

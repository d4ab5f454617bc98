package dev.thorax.local;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import dev.thorax.contracts.event.Diagnosis;
import dev.thorax.contracts.event.Outcome;
import dev.thorax.contracts.event.UndeterminedReason;

import static org.assertj.core.api.Assertions.assertThat;

class DiagnosisTextTest {
    @Test
    void shouldShowWhyAScanIsUndetermined() {
        Diagnosis diagnosis = new Diagnosis(
                "run-1",
                null,
                Outcome.UNDETERMINED,
                UndeterminedReason.UNLIKE_TRAINING_SCANS,
                null,
                null,
                null,
                List.of("A"),
                "tiny",
                "1",
                "0",
                "i",
                null,
                1,
                NOW,
                NOW,
                null);
        DiagnosisText text = new DiagnosisText(label -> label);

        assertThat(text.of(diagnosis, "A")).isEqualTo("undetermined  unlike the training scans  (folder: A)");
        assertThat(text.of(diagnosis, null)).isEqualTo("undetermined  unlike the training scans");
    }

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void shouldShowTheNamesThatPeopleKnow() {
        Map<String, Double> probabilities = new LinkedHashMap<>();
        probabilities.put("Viral_Pneumonia", 0.75);
        probabilities.put("NORMAL", 0.25);
        Diagnosis diagnosis = new Diagnosis(
                "run-1", null, "Viral_Pneumonia", probabilities, "tiny", "1", "0", "i", 1, NOW, NOW, null);
        DiagnosisText text = new DiagnosisText(label -> label.replace('_', ' '));

        assertThat(text.of(diagnosis, "Viral_Pneumonia"))
                .isEqualTo("Viral Pneumonia  Viral Pneumonia 0.75, NORMAL 0.25  (folder: Viral Pneumonia)");
        assertThat(text.of(diagnosis, null)).isEqualTo("Viral Pneumonia  Viral Pneumonia 0.75, NORMAL 0.25");
    }
}

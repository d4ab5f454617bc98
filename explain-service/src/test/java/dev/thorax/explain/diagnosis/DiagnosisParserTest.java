package dev.thorax.explain.diagnosis;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.thorax.contracts.event.Diagnosis;
import dev.thorax.contracts.json.Json;
import dev.thorax.explain.ExplainFixture;

import static org.assertj.core.api.Assertions.assertThat;

class DiagnosisParserTest {
    @Test
    void shouldReadAWholeDiagnosis() {
        Diagnosis diagnosis = ExplainFixture.diagnosis("scan-1", "v1", 0);

        assertThat(DiagnosisParser.parse(Json.write(diagnosis))).contains(diagnosis);
    }

    @Test
    void shouldReadAnUndeterminedScan() {
        Diagnosis diagnosis = ExplainFixture.undetermined("scan-1", "v1");

        assertThat(DiagnosisParser.parse(Json.write(diagnosis))).contains(diagnosis);
    }

    @Test
    void shouldReadAnEventOfAnEarlierRelease() {
        assertThat(DiagnosisParser.parse(("{\"scanId\":\"x\",\"model\":\"m\",\"version\":\"v\",\"diagnosis\":\"A\","
                                + "\"probabilities\":{\"A\":1},\"diagnosedAt\":\"2026-01-01T00:00:00Z\"}")
                        .getBytes(StandardCharsets.UTF_8)))
                .hasValueSatisfying(diagnosis -> {
                    assertThat(diagnosis.hasClass()).isTrue();
                    assertThat(diagnosis.classes()).containsExactly("A");
                });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<html>",
                "null",
                "{}",
                "{\"scanId\":\"../x\",\"model\":\"m\",\"version\":\"v\",\"diagnosis\":\"A\",\"probabilities\":{},"
                        + "\"diagnosedAt\":\"2026-01-01T00:00:00Z\"}",
                "{\"scanId\":\"x\",\"model\":\"m\",\"version\":\"v\",\"diagnosis\":\"A\",\"probabilities\":{\"A\":null},"
                        + "\"diagnosedAt\":\"2026-01-01T00:00:00Z\"}",
                "{\"scanId\":\"x\",\"model\":\"m\",\"version\":\"v\",\"outcome\":\"undetermined\",\"diagnosis\":\"A\","
                        + "\"reason\":\"no-lungs-found\",\"diagnosedAt\":\"2026-01-01T00:00:00Z\"}",
                "{\"scanId\":\"x\",\"model\":\"m\",\"version\":\"v\",\"outcome\":\"undetermined\","
                        + "\"diagnosedAt\":\"2026-01-01T00:00:00Z\"}",
                "{\"scanId\":\"x\",\"model\":\"m\",\"version\":\"v\",\"outcome\":\"maybe\",\"diagnosis\":\"A\","
                        + "\"probabilities\":{\"A\":1},\"diagnosedAt\":\"2026-01-01T00:00:00Z\"}"
            })
    void shouldIgnoreAnyOther(String json) {
        assertThat(DiagnosisParser.parse(json.getBytes(StandardCharsets.UTF_8))).isEmpty();
    }

    @Test
    void shouldIgnoreADiagnosisThatIsTooLargeToBeKept() {
        byte[] whole = Json.write(ExplainFixture.diagnosis("scan-1", "v1", 0));
        byte[] large = Arrays.copyOf(whole, 64 << 10);
        Arrays.fill(large, whole.length, large.length, (byte) ' ');

        assertThat(DiagnosisParser.parse(large)).isPresent();
        assertThat(DiagnosisParser.parse(
                        (new String(large, StandardCharsets.UTF_8) + " ").getBytes(StandardCharsets.UTF_8)))
                .isEmpty();
    }
}

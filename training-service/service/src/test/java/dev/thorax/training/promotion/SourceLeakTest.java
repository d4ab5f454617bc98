package dev.thorax.training.promotion;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import dev.thorax.contracts.model.Manifest;

import static org.assertj.core.api.Assertions.assertThat;

class SourceLeakTest {
    @Test
    void shouldNameTheClassesThatTheSourceGivesAway() {
        assertThat(SourceLeak.objection(manifest(told(List.of("COVID-19", "NORMAL")))))
                .hasValueSatisfying(objection -> assertThat(objection)
                        .startsWith("the source of a scan alone tells COVID-19, NORMAL from the other classes"));
    }

    @ParameterizedTest
    @MethodSource("withoutSources")
    void shouldNotObjectWhereNothingShowsIt(Map<String, Object> evaluation) {
        assertThat(SourceLeak.objection(manifest(evaluation))).isEmpty();
    }

    static List<Map<String, Object>> withoutSources() {
        return List.of(
                Map.of(),
                Map.of("audit", Map.of("margin", 0.2)),
                Map.of("audit", "good"),
                told(List.of()),
                told("COVID-19"));
    }

    @Test
    void shouldNotObjectToAManifestWithoutEvaluation() {
        assertThat(SourceLeak.objection(manifest(null))).isEmpty();
    }

    private static Map<String, Object> told(Object classes) {
        return Map.of("audit", Map.of("sources", Map.of("toldBySource", classes)));
    }

    private static Manifest manifest(Map<String, Object> evaluation) {
        return new Manifest("m", "v", List.of("A", "B"), null, Map.of(), "none", 1, null, null, evaluation, Map.of());
    }
}

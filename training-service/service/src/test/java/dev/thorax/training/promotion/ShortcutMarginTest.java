package dev.thorax.training.promotion;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import dev.thorax.contracts.model.Manifest;

import static org.assertj.core.api.Assertions.assertThat;

class ShortcutMarginTest {
    @Test
    void shouldTakeAMarginThatReachesTheBound() {
        assertThat(ShortcutMargin.objection(manifest(Map.of("audit", Map.of("margin", 0.05))), 0.05))
                .isEmpty();
        assertThat(ShortcutMargin.objection(manifest(Map.of("audit", Map.of("margin", 1))), 0.05))
                .isEmpty();
    }

    @Test
    void shouldObjectToAMarginUnderTheBoundWithBothFigures() {
        assertThat(ShortcutMargin.objection(manifest(Map.of("audit", Map.of("margin", -0.012))), 0.05))
                .hasValueSatisfying(objection ->
                        assertThat(objection).contains("0.012 below").contains("0.050 above"));
    }

    @ParameterizedTest
    @MethodSource("withoutMargin")
    void shouldObjectWhereNoMarginIsShown(Map<String, Object> evaluation) {
        assertThat(ShortcutMargin.objection(manifest(evaluation), 0.05))
                .hasValueSatisfying(objection -> assertThat(objection).startsWith("it was not audited"));
    }

    static List<Map<String, Object>> withoutMargin() {
        return List.of(
                Map.of(),
                Map.of("audit", "good"),
                Map.of("audit", Map.of()),
                Map.of("audit", Map.of("margin", "0.9")),
                Map.of("audit", Map.of("margin", Double.NaN)),
                Map.of("audit", Map.of("margin", Double.POSITIVE_INFINITY)));
    }

    @Test
    void shouldObjectToAManifestWithoutEvaluation() {
        assertThat(ShortcutMargin.objection(manifest(null), 0.05)).isPresent();
    }

    private static Manifest manifest(Map<String, Object> evaluation) {
        return new Manifest("m", "v", List.of("A", "B"), null, Map.of(), "none", 1, null, null, evaluation, Map.of());
    }
}

package dev.thorax.contracts.model;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.thorax.contracts.json.Json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class ConformalSetsTest {
    private static final List<String> CLASSES = List.of("A", "B", "C");
    private static final ConformalSets SETS =
            new ConformalSets(0.9, Map.of("A", 0.5, "B", 0.25, "C", 0.0), Map.of("A", 20, "B", 20, "C", 1), null);

    @Test
    void shouldNameEachClassThatIsProbableEnough() {
        assertThat(SETS.of(CLASSES, new float[] {0.5f, 0.25f, 0.25f})).containsExactly("A", "B", "C");
        assertThat(SETS.of(CLASSES, new float[] {0.49f, 0.2f, 0.31f})).containsExactly("C");
    }

    @Test
    void shouldNameNoneIfNoneIsProbableEnough() {
        ConformalSets strict = new ConformalSets(0.5, Map.of("A", 0.9, "B", 0.9), Map.of("A", 20, "B", 20), null);

        assertThat(strict.of(List.of("A", "B"), new float[] {0.5f, 0.5f})).isEmpty();
    }

    @Test
    void shouldStandInAManifest() {
        assertThat(Json.read(Json.write(SETS), ConformalSets.class)).isEqualTo(SETS);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 1, -0.1, Double.NaN})
    void shouldRefuseACoverageOutOfRange(double coverage) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ConformalSets(coverage, Map.of("A", 0.5), Map.of("A", 1), null));
    }

    @Test
    void shouldRefuseThresholdsOutOfRangeOrWithoutTheirScans() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ConformalSets(0.9, Map.of("A", 1.5), Map.of("A", 1), null));
        assertThatIllegalArgumentException().isThrownBy(() -> new ConformalSets(0.9, Map.of("A", 0.5), Map.of(), null));
    }
}

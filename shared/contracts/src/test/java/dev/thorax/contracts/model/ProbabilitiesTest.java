package dev.thorax.contracts.model;

import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

class ProbabilitiesTest {

    @Test
    void shouldTakeARowThatSumsToOne() {
        assertThat(Probabilities.areThese(new float[] {0.2f, 0.3f, 0.5f})).isTrue();
        assertThat(Probabilities.areThese(new float[] {0, 1, 0})).isTrue();
    }

    @ParameterizedTest
    @MethodSource
    void shouldRefuseWhatIsNoDistribution(float[] row) {
        assertThat(Probabilities.areThese(row)).isFalse();
    }

    private static Stream<float[]> shouldRefuseWhatIsNoDistribution() {
        return Stream.of(
                new float[] {Float.NaN, Float.NaN, Float.NaN},
                new float[] {Float.POSITIVE_INFINITY, 0, 0},
                new float[] {-0.1f, 0.6f, 0.5f},
                new float[] {0.2f, 0.2f, 0.2f},
                new float[] {1, 1, 1});
    }
}

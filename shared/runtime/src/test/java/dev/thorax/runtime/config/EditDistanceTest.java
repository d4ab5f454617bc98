package dev.thorax.runtime.config;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class EditDistanceTest {
    @ParameterizedTest
    @CsvSource({"batch, batch, 0", "bach, batch, 1", "batch, bach, 1", "kye, key, 2", "a, thorax, 5", "'', ab, 2"})
    void shouldCountTheCharactersThatDiffer(String from, String to, int distance) {
        assertThat(EditDistance.between(from, to)).isEqualTo(distance);
    }
}

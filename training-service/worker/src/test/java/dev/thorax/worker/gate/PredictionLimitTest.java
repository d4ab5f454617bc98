package dev.thorax.worker.gate;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class PredictionLimitTest {

    @Test
    void shouldBeThatOfTheTDistribution() {
        // Mean 3, deviation sqrt(2.5), t(4, 0.95) = 2.131847.
        assertThat(PredictionLimit.above(new double[] {1, 2, 3, 4, 5}, 0.05))
                .isCloseTo(3 + 2.131847 * Math.sqrt(2.5 * 1.2), within(1e-5));
    }

    @Test
    void shouldBeTheMeanIfNothingVaries() {
        assertThat(PredictionLimit.above(new double[] {7, 7}, 0.01)).isEqualTo(7);
    }
}

package dev.thorax.evaluation;

import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class WeightedScoresTest {
    private static final WeightedScores SCORES = new WeightedScores(new Predictions(
            List.of("A", "B", "C"),
            new int[] {0, 0, 1},
            new float[][] {{0.8f, 0.1f, 0.1f}, {0.2f, 0.7f, 0.1f}, {0.3f, 0.6f, 0.1f}},
            List.of("p", "q", "r")));

    @Test
    void shouldCountScansByTheirWeights() {
        int[] weights = {3, 1, 2};

        assertThat(SCORES.accuracy(weights)).isEqualTo(5 / 6.0, within(1e-12));
        assertThat(SCORES.recall(0).applyAsDouble(weights)).isEqualTo(0.75, within(1e-12));
        assertThat(SCORES.balancedAccuracy(weights)).isEqualTo(0.875, within(1e-12));
    }

    @Test
    void shouldBeUndefinedIfAClassLosesAllItsWeight() {
        int[] weights = {1, 1, 0};

        assertThat(SCORES.recall(1).applyAsDouble(weights)).isNaN();
        assertThat(SCORES.balancedAccuracy(weights)).isNaN();
        assertThat(SCORES.rocAucOneVersusRest(weights)).isNaN();
    }
}

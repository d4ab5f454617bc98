package dev.thorax.evaluation;

import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class OneVersusOneAucTest {
    private static final List<String> PATIENTS = List.of("p", "q", "r", "s");

    @Test
    void shouldRankOnlyTheScansOfBothClassesByEitherProbability() {
        float[][] probabilities = {
            {0.5f, 0.2f, 0.3f}, {0.2f, 0.7f, 0.1f}, {0.4f, 0.5f, 0.1f}, {0.3f, 0.1f, 0.6f},
        };
        Predictions predictions =
                new Predictions(List.of("A", "B", "C"), new int[] {0, 0, 1, 2}, probabilities, PATIENTS);

        // A and B: by A's probability one of two pairs is right, by B's one of two. A and C: one of two, and both.
        assertThat(OneVersusOneAuc.meanArea(predictions, 0)).isEqualTo((0.5 + 0.75) / 2, within(1e-12));
    }

    @Test
    void shouldBeUndefinedIfAClassHasNoScan() {
        float[][] probabilities = {{0.5f, 0.5f, 0}, {0.5f, 0.5f, 0}, {0.5f, 0.5f, 0}, {0.5f, 0.5f, 0}};
        Predictions predictions =
                new Predictions(List.of("A", "B", "C"), new int[] {0, 0, 1, 1}, probabilities, PATIENTS);

        assertThat(OneVersusOneAuc.meanArea(predictions, 0)).isNaN();
    }
}

package dev.thorax.evaluation;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class GateScoreTest {
    private static final String UNLIKE = "unlike";
    private static final String UNCERTAIN = "uncertain";
    private static final float[] A = {0.9f, 0.1f};
    private static final float[] B = {0.2f, 0.8f};

    /** The third is wrong. */
    private static final Predictions PREDICTIONS = new Predictions(
            List.of("A", "B"), new int[] {0, 1, 0, 1}, new float[][] {A, B, B, B}, List.of("p1", "p2", "p3", "p4"));

    @Test
    void shouldCountTheReasonsAndScoreTheRest() {
        GateScore score = GateScore.of(PREDICTIONS, Arrays.asList(null, UNLIKE, UNCERTAIN, null), 1);

        assertThat(score.scans()).isEqualTo(4);
        assertThat(score.refused()).isEqualTo(2);
        assertThat(score.refusedShare()).isEqualTo(0.5);
        assertThat(score.reasons()).isEqualTo(Map.of(UNLIKE, 1, UNCERTAIN, 1));
        assertThat(score.accuracy()).isEqualTo(0.75);
        assertThat(score.accuracyOfRest()).isEqualTo(1);
        assertThat(score.refusedInterval().low()).isLessThan(0.5);
        assertThat(score.refusedInterval().high()).isGreaterThan(0.5);
    }

    @Test
    void shouldHaveNoAccuracyOfTheRestIfThereIsNone() {
        GateScore score = GateScore.of(PREDICTIONS, Arrays.asList(UNLIKE, UNLIKE, UNLIKE, UNLIKE), 1);

        assertThat(score.refusedShare()).isEqualTo(1);
        assertThat(score.accuracyOfRest()).isNull();
        assertThat(score.accuracyOfRestInterval()).isNull();
    }

    @Test
    void shouldCountScansWithoutAPredictionAsUndeterminedAndNotRight() {
        GateScore score = GateScore.of(
                PREDICTIONS,
                Arrays.asList(null, null, UNCERTAIN, null),
                new GateScore.Unseen("no-lungs", List.of("p4", "p5")),
                1);

        assertThat(score.scans()).isEqualTo(6);
        assertThat(score.refused()).isEqualTo(3);
        assertThat(score.reasons()).isEqualTo(Map.of(UNCERTAIN, 1, "no-lungs", 2));
        assertThat(score.accuracy()).isEqualTo(0.5);
        assertThat(score.accuracyOfRest()).isEqualTo(1);
    }

    @Test
    void shouldNeedAnOutcomeOfEachScan() {
        assertThatIllegalArgumentException().isThrownBy(() -> GateScore.of(PREDICTIONS, Arrays.asList(null, null), 1));
    }
}

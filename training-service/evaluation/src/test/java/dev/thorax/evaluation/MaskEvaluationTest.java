package dev.thorax.evaluation;

import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

class MaskEvaluationTest {
    /** The expected value is scikit-learn's {@code f1_score} of the positions, which is the Dice coefficient. */
    @Test
    void shouldBeTheDiceCoefficientOfWhatBothMark() {
        float[] drawn = {0.9f, 0.6f, 0.4f, 0.51f, 0.1f, 0.99f, 0.3f};
        float[] truth = {1, 0, 1, 1, 0, 0.6f, 0.4f};

        assertThat(MaskScore.dice(drawn, truth)).isCloseTo(0.75, within(1e-12));
    }

    @Test
    void shouldBeOneWhereNeitherMarksAnything() {
        assertThat(MaskScore.dice(new float[3], new float[3])).isEqualTo(1);
        assertThat(MaskScore.dice(new float[] {1, 1}, new float[2])).isZero();
    }

    @Test
    void shouldRefuseMasksOfDifferentSize() {
        assertThatIllegalArgumentException().isThrownBy(() -> MaskScore.dice(new float[3], new float[4]));
    }

    @Test
    void shouldNameWhyNoLungsWereFound() {
        MaskScore found = MaskScore.of("a", new float[1], new float[1], null);
        MaskScore not = MaskScore.of("a", new float[1], new float[1], "ONE_REGION");

        assertThat(found.found()).isTrue();
        assertThat(not.found()).isFalse();
        assertThat(not.search()).isEqualTo("one-region");
    }

    @Test
    void shouldSummarizeScansAndDrawPatients() {
        List<MaskScore> scores = List.of(
                new MaskScore("a", 0.9, "found"),
                new MaskScore("b", 0.8, "found"),
                new MaskScore("c", 1.0, "found"),
                new MaskScore("d", 0.5, "one-region"));

        MaskEvaluation evaluation = MaskEvaluation.of(scores, List.of("p", "q", "q", "r"), 3, 1);

        assertThat(evaluation.scans()).isEqualTo(4);
        assertThat(evaluation.patients()).isEqualTo(3);
        assertThat(evaluation.dice()).isCloseTo(0.8, within(1e-12));
        assertThat(evaluation.medianDice()).isCloseTo(0.85, within(1e-12));
        assertThat(evaluation.worstDice()).isEqualTo(0.5);
        assertThat(evaluation.found()).isEqualTo(0.75);
        assertThat(evaluation.perScan()).extracting(MaskScore::scanId).containsExactly("d", "b", "a", "c");
        // Each draw has three patients: the lowest mean is that of d alone, the highest that of one or two of the
        // others.
        assertThat(evaluation.diceInterval().low()).isEqualTo(0.5);
        assertThat(evaluation.diceInterval().high()).isCloseTo(0.9, within(1e-9));
        assertThat(evaluation.foundInterval().high()).isEqualTo(1);
    }
}

package dev.thorax.evaluation;

import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

/** Missing classes, a single scan, several folds. */
class EvaluationEdgesTest {
    private static final List<String> CLASSES = List.of("A", "B", "C");

    @Test
    void shouldLeaveUndefinedWhatNeedsAClassThatHasNoScan() {
        float[][] probabilities = {{.7f, .2f, .1f}, {.2f, .7f, .1f}, {.1f, .2f, .7f}};

        Evaluation evaluation =
                Evaluation.of(new Predictions(CLASSES, new int[] {0, 1, 1}, probabilities, List.of("p", "q", "r")), 1);

        assertThat(evaluation.balancedAccuracy()).isEqualTo(0.75);
        assertThat(evaluation)
                .extracting("rocAucOneVersusRest", "rocAucOneVersusRestInterval", "rocAucOneVersusOne", "prAuc")
                .containsOnlyNulls();
        ClassScore none = evaluation.perClass().get("C");
        assertThat(none.precision()).isZero();
        assertThat(none.specificity()).isEqualTo(2 / 3.0);
        assertThat(none)
                .extracting("recall", "recallInterval", "f1", "rocAucOneVersusRest", "rocAucOneVersusOne", "prAuc")
                .containsOnlyNulls();
        assertThat(none).extracting("atSpecificity95", "atSensitivity95").containsOnlyNulls();
        assertThat(evaluation.perClass().get("A").rocAucOneVersusRest()).isEqualTo(1);
        assertThat(evaluation.perClass().get("A").rocAucOneVersusOne()).isNull();
    }

    @Test
    void shouldBeDefinedOnOneScan() {
        Evaluation evaluation = Evaluation.of(
                new Predictions(CLASSES, new int[] {1}, new float[][] {{.4f, .3f, .3f}}, List.of("p")), 1);

        assertThat(evaluation.accuracyInterval()).isEqualTo(new Interval(0, 0, 0.95));
        assertThat(evaluation.matthews()).isZero();
        assertThat(evaluation.micro()).isEqualTo(new MicroAverage(0, 0, 0));
        assertThat(evaluation.perClass().get("B").specificity()).isNull();
        assertThat(evaluation.perClass().get("B").prAuc()).isEqualTo(1);
    }

    @Test
    void shouldScoreFoldsTogetherEachAtItsOwnTemperature() {
        ScikitLearnScores shape = ScikitLearnScores.of("balanced");
        Fold first = new Fold(shape.predictions(), new Temperature(2));
        Fold second = new Fold(shape.predictions(), new Temperature(0.5));

        Evaluation both = Evaluation.of(List.of(first, second), 1);

        assertThat(both.scans()).isEqualTo(2 * shape.truth().length);
        assertThat(both.patients())
                .isEqualTo((int) shape.patients().stream().distinct().count());
        assertThat(both.accuracy()).isEqualTo(shape.accuracy(), within(1e-9));
        assertThat(both.calibration().temperature()).isEqualTo(1, within(1e-9));
        assertThat(both.calibration().errorBefore()).isEqualTo(shape.error(), within(1e-6));
        assertThat(both.calibration().errorAfter()).isNotCloseTo(shape.error(), within(1e-3));
    }

    @Test
    void shouldNotJoinPredictionsOfDifferentClasses() {
        Predictions some = ScikitLearnScores.of("balanced").predictions();
        Predictions others = ScikitLearnScores.of("twoClasses").predictions();

        assertThatThrownBy(() -> Predictions.join(List.of(some, others))).hasMessageContaining("same classes");
    }
}

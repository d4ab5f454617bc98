package dev.thorax.evaluation;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class EvaluationTest {
    private static final List<String> CLASSES = List.of("A", "B", "C");

    @ParameterizedTest
    @MethodSource("dev.thorax.evaluation.ScikitLearnScores#all")
    void shouldEqualScikitLearn(ScikitLearnScores shape) {
        Evaluation evaluation = Evaluation.of(shape.predictions(), 1);

        assertThat(figures(evaluation)).containsExactly(figures(shape), within(1e-9));
        assertThat(evaluation.confusion()).isDeepEqualTo(shape.confusion());
        assertThat(evaluation.calibration().temperature()).isEqualTo(1);
        assertThat(evaluation.calibration().errorAfter())
                .isEqualTo(evaluation.calibration().errorBefore(), within(1e-6));
    }

    @ParameterizedTest
    @MethodSource("dev.thorax.evaluation.ScikitLearnScores#all")
    void shouldEqualScikitLearnForEachClass(ScikitLearnScores shape) {
        Evaluation evaluation = Evaluation.of(shape.predictions(), 1);

        for (int c = 0; c < shape.perClass().size(); c++) {
            ClassScore score = evaluation.perClass().get("class " + c);
            ScikitLearnScores.OfClass expected = shape.perClass().get(c);
            assertThat(figures(score)).containsExactly(figures(expected), within(1e-9));
            assertThat(score.counts())
                    .extracting("truePositives", "falsePositives", "trueNegatives", "falseNegatives")
                    .containsExactlyElementsOf(
                            Arrays.stream(expected.counts()).boxed().toList());
            assertThat(score.support()).isEqualTo(expected.support());
            assertThat(values(score.atSpecificity95())).containsExactly(expected.atSpecificity95());
            assertThat(values(score.atSensitivity95())).containsExactly(expected.atSensitivity95());
        }
    }

    @ParameterizedTest
    @MethodSource("dev.thorax.evaluation.ScikitLearnScores#all")
    void shouldEqualTheIntervalsOfABootstrapWithScikitLearn(ScikitLearnScores shape) {
        Evaluation evaluation = Evaluation.of(shape.predictions(), 1);

        assertNear(evaluation.accuracyInterval(), shape.intervals().get("accuracy"));
        assertNear(evaluation.balancedAccuracyInterval(), shape.intervals().get("balancedAccuracy"));
        assertNear(evaluation.rocAucOneVersusRestInterval(), shape.intervals().get("rocAucOneVersusRest"));
        for (int c = 0; c < shape.perClass().size(); c++) {
            assertNear(
                    evaluation.perClass().get("class " + c).recallInterval(),
                    shape.intervals().get("recall" + c));
        }
    }

    @Test
    void shouldWidenTheIntervalWhenScansShareTheirPatients() {
        int[] truth = new int[100];
        float[][] half = IntStream.range(0, 100)
                .mapToObj(i -> i % 2 == 0 ? new float[] {1, 0, 0} : new float[] {0, 1, 0})
                .toArray(float[][]::new);

        Interval many = Evaluation.of(new Predictions(CLASSES, truth, half, patients(100, 100)), 1)
                .accuracyInterval();
        Interval few = Evaluation.of(new Predictions(CLASSES, truth, half, patients(100, 10)), 1)
                .accuracyInterval();

        assertThat(many.low()).isCloseTo(0.4, within(0.02));
        assertThat(many.high()).isCloseTo(0.6, within(0.02));
        assertThat(few.high() - few.low()).isGreaterThan(many.high() - many.low());
    }

    private static double[] figures(Evaluation evaluation) {
        return new double[] {
            evaluation.accuracy(),
            evaluation.balancedAccuracy(),
            evaluation.matthews(),
            evaluation.micro().precision(),
            evaluation.micro().recall(),
            evaluation.micro().f1(),
            evaluation.rocAucOneVersusRest(),
            evaluation.rocAucOneVersusOne(),
            evaluation.prAuc(),
            evaluation.calibration().errorBefore()
        };
    }

    private static double[] figures(ScikitLearnScores shape) {
        return new double[] {
            shape.accuracy(),
            shape.balancedAccuracy(),
            shape.matthews(),
            shape.micro()[0],
            shape.micro()[1],
            shape.micro()[2],
            shape.rocAucOneVersusRest(),
            shape.rocAucOneVersusOne(),
            shape.prAuc(),
            shape.error()
        };
    }

    private static double[] figures(ClassScore score) {
        return new double[] {
            score.precision(),
            score.recall(),
            score.specificity(),
            score.f1(),
            score.rocAucOneVersusRest(),
            score.rocAucOneVersusOne(),
            score.prAuc()
        };
    }

    private static double[] figures(ScikitLearnScores.OfClass expected) {
        return new double[] {
            expected.precision(),
            expected.recall(),
            expected.specificity(),
            expected.f1(),
            expected.rocAucOneVersusRest(),
            expected.rocAucOneVersusOne(),
            expected.prAuc()
        };
    }

    private static Double[] values(OperatingPoint point) {
        Float threshold = point.threshold();
        return new Double[] {point.sensitivity(), point.specificity(), threshold == null ? null : (double) threshold};
    }

    /** Two bootstraps of thousands of draws differ by about one patient. */
    private static void assertNear(Interval interval, double[] expected) {
        assertThat(new double[] {interval.low(), interval.high()}).containsExactly(expected, within(0.03));
    }

    private static List<String> patients(int scans, int patients) {
        return IntStream.range(0, scans).mapToObj(i -> "p" + i % patients).toList();
    }
}

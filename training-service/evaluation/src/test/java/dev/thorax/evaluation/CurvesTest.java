package dev.thorax.evaluation;

import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class CurvesTest {

    @ParameterizedTest
    @MethodSource("dev.thorax.evaluation.ScikitLearnScores#all")
    void shouldDrawTheCurvesThatScikitLearnDraws(ScikitLearnScores shape) {
        Curves curves = Curves.of(shape.predictions());

        for (int c = 0; c < shape.perClass().size(); c++) {
            ScikitLearnScores.OfClass expected = shape.perClass().get(c);
            List<OperatingPoint> roc = curves.roc().get("class " + c);
            assertColumn(roc.stream().map(point -> 1 - point.specificity()), expected.roc()[0]);
            assertColumn(roc.stream().map(OperatingPoint::sensitivity), expected.roc()[1]);
            assertColumn(roc.stream().map(OperatingPoint::threshold), expected.roc()[2]);
            List<PrecisionRecallPoint> pr = curves.precisionRecall().get("class " + c);
            assertColumn(pr.stream().map(PrecisionRecallPoint::recall), expected.precisionRecall()[0]);
            assertColumn(pr.stream().map(PrecisionRecallPoint::precision), expected.precisionRecall()[1]);
            assertColumn(pr.stream().map(PrecisionRecallPoint::threshold), expected.precisionRecall()[2]);
        }
    }

    @ParameterizedTest
    @MethodSource("dev.thorax.evaluation.ScikitLearnScores#all")
    void shouldDrawTheReliabilityThatScikitLearnDraws(ScikitLearnScores shape) {
        List<ReliabilityBin> bins = Curves.of(shape.predictions()).reliability();

        List<ReliabilityBin> filled =
                bins.stream().filter(bin -> bin.scans() > 0).toList();
        assertThat(bins).hasSize(15);
        assertThat(bins.get(0).from()).isZero();
        assertThat(bins.get(14).to()).isEqualTo(1);
        assertThat(filled.stream().mapToDouble(ReliabilityBin::scans).toArray())
                .containsExactly(shape.reliability()[0]);
        assertThat(filled.stream().mapToDouble(ReliabilityBin::confidence).toArray())
                .containsExactly(shape.reliability()[1], within(1e-9));
        assertThat(filled.stream().mapToDouble(ReliabilityBin::accuracy).toArray())
                .containsExactly(shape.reliability()[2], within(1e-9));
    }

    @Test
    void shouldDrawNothingWhereAClassHasNoScan() {
        Curves curves = Curves.of(new Predictions(
                List.of("A", "B"), new int[] {0, 0}, new float[][] {{.7f, .3f}, {.4f, .6f}}, List.of("p", "q")));

        assertThat(curves.roc().get("A")).isEmpty();
        assertThat(curves.roc().get("B")).isEmpty();
        assertThat(curves.precisionRecall().get("A")).hasSize(3);
        assertThat(curves.precisionRecall().get("B")).isEmpty();
        assertThat(curves.reliability().get(0)).isEqualTo(new ReliabilityBin(0, 1 / 15.0, 0, null, null));
    }

    private static void assertColumn(Stream<? extends Number> actual, Double[] expected) {
        List<? extends Number> values = actual.toList();
        assertThat(values).hasSize(expected.length);
        for (int i = 0; i < expected.length; i++) {
            if (expected[i] == null) {
                assertThat(values.get(i)).isNull();
            } else {
                assertThat(values.get(i).doubleValue()).isEqualTo(expected[i], within(1e-9));
            }
        }
    }
}

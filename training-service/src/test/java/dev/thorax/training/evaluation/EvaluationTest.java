package dev.thorax.training.evaluation;

import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class EvaluationTest {
    private static final List<String> CLASSES = List.of("A", "B", "C");

    @Test
    void shouldSayWhatScikitLearnSays() throws IOException {
        Expected expected = new ObjectMapper()
                .readValue(getClass().getResourceAsStream("/evaluation/expected.json"), Expected.class);

        Evaluation evaluation =
                Evaluation.of(new Predictions(CLASSES, expected.truth, expected.probabilities, patients(60, 60)), 1);

        assertThat(evaluation.accuracy()).isCloseTo(expected.accuracy, within(1e-9));
        assertThat(evaluation.rocAucOneVersusOne()).isCloseTo(expected.auc, within(1e-9));
        assertThat(evaluation.confusion()).isDeepEqualTo(expected.confusion);
        for (int c = 0; c < 3; c++) {
            ClassScore score = evaluation.perClass().get(CLASSES.get(c));
            assertThat(score.precision()).isCloseTo(expected.precision[c], within(1e-9));
            assertThat(score.recall()).isCloseTo(expected.recall[c], within(1e-9));
            assertThat(score.f1()).isCloseTo(expected.f1[c], within(1e-9));
            assertThat(score.support()).isEqualTo(expected.support[c]);
        }
    }

    @Test
    void shouldWidenTheIntervalWhenScansShareTheirPatients() {
        int[] truth = IntStream.range(0, 100).map(i -> 0).toArray();
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

    private static List<String> patients(int scans, int patients) {
        return IntStream.range(0, scans).mapToObj(i -> "p" + i % patients).toList();
    }

    private record Expected(
            int[] truth,
            float[][] probabilities,
            double accuracy,
            double auc,
            double[] precision,
            double[] recall,
            double[] f1,
            int[] support,
            int[][] confusion) {}
}

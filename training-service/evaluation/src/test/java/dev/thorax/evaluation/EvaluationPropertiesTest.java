package dev.thorax.evaluation;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** What holds of any predictions, ties, one patient and missing classes included. */
class EvaluationPropertiesTest {

    @Property
    void shouldNotSeeAMonotoneMapOfTheScores(
            @ForAll @Size(min = 1, max = 50) List<@IntRange(max = 20) Integer> scores,
            @ForAll @Size(50) List<Boolean> positive,
            @ForAll @Size(21) List<@IntRange(min = 1, max = 1000) Integer> steps) {
        boolean[] of = new boolean[scores.size()];
        float[] plain = new float[scores.size()];
        float[] mapped = new float[scores.size()];
        for (int i = 0; i < of.length; i++) {
            of[i] = positive.get(i);
            plain[i] = scores.get(i) / 20f;
            mapped[i] = steps.stream()
                    .limit(scores.get(i) + 1)
                    .mapToInt(step -> step)
                    .sum();
        }

        Double expected = new Ranking(plain, of).area();
        assertThat(new Ranking(mapped, of).area()).isEqualTo(expected);
    }

    @Property
    void shouldMirrorTheAreaOfTheOppositeQuestion(
            @ForAll @Size(min = 1, max = 50) List<@IntRange(max = 20) Integer> scores,
            @ForAll @Size(50) List<Boolean> positive) {
        boolean[] of = new boolean[scores.size()];
        boolean[] not = new boolean[scores.size()];
        float[] plain = new float[scores.size()];
        for (int i = 0; i < of.length; i++) {
            of[i] = positive.get(i);
            not[i] = !of[i];
            plain[i] = scores.get(i);
        }

        Double area = new Ranking(plain, of).area();

        assertThat(area.isNaN() || area >= 0 && area <= 1).isTrue();
        assertThat(1 - new Ranking(plain, not).area()).isEqualTo(area, within(1e-12));
    }

    @Property
    void shouldKeepTheCalibrationErrorBetweenZeroAndOne(@ForAll("predictions") Predictions predictions) {
        assertThat(ReliabilityBin.expectedError(predictions)).isBetween(0.0, 1.0);
    }

    @Property
    void shouldChangeNothingAtTemperatureOne(@ForAll("predictions") Predictions predictions) {
        Predictions same = Temperature.NONE.apply(predictions);

        for (int i = 0; i < same.truth().length; i++) {
            assertThat(same.probabilities()[i]).containsExactly(predictions.probabilities()[i], within(1e-6f));
        }
    }

    @Property
    void shouldNeverChangeThePredictedClass(
            @ForAll("predictions") Predictions predictions, @ForAll @DoubleRange(min = 0.05, max = 20) double value) {
        Predictions scaled = new Temperature(value).apply(predictions);

        assertThat(scaled.predicted()).isEqualTo(predictions.predicted());
        for (float[] row : scaled.probabilities()) {
            assertThat(IntStream.range(0, row.length).mapToDouble(c -> row[c]).sum())
                    .isEqualTo(1, within(1e-5));
        }
    }

    @Property
    void shouldFitATemperatureThatNoOtherBeats(
            @ForAll("predictions") Predictions predictions, @ForAll @DoubleRange(min = 0.05, max = 20) double other) {
        Temperature fitted = Temperature.fit(predictions);

        assertThat(fitted.value()).isBetween(0.05, 20.0);
        assertThat(loss(predictions, fitted.value())).isLessThanOrEqualTo(loss(predictions, other) + 1e-9);
    }

    @Property(tries = 200)
    void shouldDrawIntervalsThatContainTheirFigure(@ForAll("predictions") Predictions predictions, @ForAll long seed) {
        Evaluation evaluation = Evaluation.of(predictions, seed);

        assertContains(evaluation.accuracyInterval(), evaluation.accuracy());
        assertContains(evaluation.balancedAccuracyInterval(), evaluation.balancedAccuracy());
        if (evaluation.rocAucOneVersusRest() != null) {
            assertContains(evaluation.rocAucOneVersusRestInterval(), evaluation.rocAucOneVersusRest());
        }
        for (ClassScore score : evaluation.perClass().values()) {
            if (score.recall() != null) {
                assertContains(score.recallInterval(), score.recall());
            }
        }
    }

    /** One to 60 scans of up to ten patients in two to four classes, by a network that guesses or one that knows much. */
    @Provide
    Arbitrary<Predictions> predictions() {
        return Combinators.combine(Arbitraries.integers().between(2, 4), Arbitraries.of(0f, 0.5f, 2f))
                .flatAs((classes, knowledge) -> scan(classes, knowledge)
                        .list()
                        .ofMinSize(1)
                        .ofMaxSize(60)
                        .map(scans -> new Predictions(
                                IntStream.range(0, classes)
                                        .mapToObj(c -> "class " + c)
                                        .toList(),
                                scans.stream().mapToInt(Scan::truth).toArray(),
                                scans.stream().map(Scan::probabilities).toArray(float[][]::new),
                                scans.stream().map(Scan::patient).toList())));
    }

    private static Arbitrary<Scan> scan(int classes, float knowledge) {
        return Combinators.combine(
                        Arbitraries.integers().between(0, classes - 1),
                        Arbitraries.floats().between(0, 1).array(float[].class).ofSize(classes),
                        Arbitraries.integers().between(0, 9))
                .as((truth, scores, patient) -> {
                    float[] informed = scores.clone();
                    informed[truth] += knowledge;
                    return new Scan(truth, normalised(informed), "p" + patient);
                });
    }

    private static float[] normalised(float[] scores) {
        double sum =
                IntStream.range(0, scores.length).mapToDouble(c -> scores[c]).sum();
        float[] probabilities = new float[scores.length];
        for (int c = 0; c < scores.length; c++) {
            probabilities[c] = (float) (sum == 0 ? 1.0 / scores.length : scores[c] / sum);
        }
        return probabilities;
    }

    private static void assertContains(Interval interval, double figure) {
        assertThat(figure).isBetween(interval.low() - 1e-12, interval.high() + 1e-12);
    }

    private static double loss(Predictions predictions, double temperature) {
        return IntStream.range(0, predictions.truth().length)
                .mapToDouble(i -> {
                    float[] row = predictions.probabilities()[i];
                    double[] powers = IntStream.range(0, row.length)
                            .mapToDouble(c -> Math.log(Math.max(row[c], Float.MIN_VALUE)) / temperature)
                            .toArray();
                    double most = Arrays.stream(powers).max().orElseThrow();
                    double sum = Arrays.stream(powers)
                            .map(power -> Math.exp(power - most))
                            .sum();
                    return most + Math.log(sum) - powers[predictions.truth()[i]];
                })
                .average()
                .orElseThrow();
    }

    private record Scan(int truth, float[] probabilities, String patient) {}
}

package dev.thorax.worker.classifier;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

/** The value is strictly convex in the weights, so that where the gradient is zero is its only least value. */
class SoftmaxRegressionTest {
    private static final float[] ALIKE = {1, 1, 1};

    private final Random random = new Random(3);

    @ParameterizedTest
    @ValueSource(doubles = {1e-6, 1e-3, 2, 1e3})
    void shouldEndWhereTheGradientIsZeroForAnyCost(double cost) throws Exception {
        assertOptimal(noise(90, 5), labels(90), ALIKE, cost);
    }

    @Test
    void shouldLetAClassCountMore() throws Exception {
        assertOptimal(noise(90, 5), labels(90), new float[] {1, 20, 0.05f}, 2);
    }

    @Test
    void shouldFitFewRowsOfManyFeatures() throws Exception {
        assertOptimal(noise(30, 400), labels(30), ALIKE, 1);
    }

    @Test
    void shouldFitMoreRowsThanOneBlockHas() throws Exception {
        assertOptimal(noise(2_500, 4), labels(2_500), new float[] {1, 2, 3}, 0.01);
    }

    @Test
    void shouldFitCollinearFeatures() throws Exception {
        float[][] rows = noise(60, 3);
        float[][] more = Arrays.stream(rows)
                .map(row -> new float[] {row[0], row[1], row[2], row[0], 2 * row[1], row[0] - row[2]})
                .toArray(float[][]::new);

        assertOptimal(more, labels(60), ALIKE, 1);
    }

    @Test
    void shouldFitConstantFeatures() throws Exception {
        float[][] rows = noise(60, 4);
        Arrays.stream(rows).forEach(row -> row[2] = 7);

        LinearClassifier fitted = assertOptimal(rows, labels(60), ALIKE, 1);

        for (int c = 0; c < 3; c++) {
            assertThat(fitted.kernel()[2 * 3 + c]).isZero();
        }
    }

    @Test
    void shouldFitSeparableClasses() throws Exception {
        float[][] rows = noise(90, 3);
        for (int i = 0; i < rows.length; i++) {
            rows[i][i % 3] += 100;
        }

        assertOptimal(rows, labels(90), ALIKE, 5);
    }

    @Test
    void shouldFitOneRowOfAClass() throws Exception {
        assertOptimal(noise(3, 4), labels(3), ALIKE, 1);
    }

    @Test
    void shouldGiveTheWeightedSharesOfTheClassesIfTheFeaturesAreAlike() throws Exception {
        float[][] alike = {{4}, {4}, {4}, {4}};
        int[] labels = {0, 0, 0, 1};

        float[] even = fit(alike, labels, new float[] {1, 3}, 2).probabilities(alike[0]);
        float[] uneven = fit(alike, labels, new float[] {1, 1}, 2).probabilities(alike[0]);

        assertThat(even).containsExactly(new float[] {0.5f, 0.5f}, within(1e-6f));
        assertThat(uneven).containsExactly(new float[] {0.75f, 0.25f}, within(1e-6f));
    }

    @Test
    void shouldFitTheSameTwice() throws Exception {
        float[][] rows = noise(90, 50);

        assertThat(fit(rows, labels(90), ALIKE, 1).kernel())
                .isEqualTo(fit(rows, labels(90), ALIKE, 1).kernel());
    }

    @Test
    void shouldReportHowFarItIs() throws Exception {
        float[][] rows = noise(300, 100);
        List<Double> shares = new ArrayList<>();
        LabelledFeatures examples = new LabelledFeatures(rows, labels(300), ALIKE);

        SoftmaxRegression.fit(examples, FeatureScaler.of(rows), 1, shares::add);

        assertThat(shares).hasSizeGreaterThan(2).isSorted().endsWith(1.0);
        assertThat(shares.get(0)).isBetween(0.0, 0.99);
    }

    @Test
    void shouldEndIfTheThreadIsInterrupted() {
        float[][] rows = noise(300, 100);
        LabelledFeatures examples = new LabelledFeatures(rows, labels(300), ALIKE);

        assertThatThrownBy(
                        () -> SoftmaxRegression.fit(examples, FeatureScaler.of(rows), 1, share -> Thread.currentThread()
                                .interrupt()))
                .isInstanceOf(InterruptedException.class);
    }

    @Test
    void shouldCountAScanOfWeightTwoAsTwoScans() throws Exception {
        float[][] rows = noise(60, 20);
        float[][] doubled = Arrays.copyOf(rows, 90);
        int[] labels = Arrays.copyOf(labels(60), 90);
        float[] weights = new float[60];
        for (int i = 0; i < 60; i++) {
            weights[i] = i < 30 ? 2 : 1;
            if (i < 30) {
                doubled[60 + i] = rows[i];
                labels[60 + i] = labels[i];
            }
        }
        FeatureScaler scaler = FeatureScaler.of(rows);

        LinearClassifier weighed = SoftmaxRegression.fit(
                new LabelledFeatures(rows, labels(60), ALIKE, weights, new int[60]), scaler, 1, share -> {});
        LinearClassifier twice =
                SoftmaxRegression.fit(new LabelledFeatures(doubled, labels, ALIKE), scaler, 1, share -> {});

        for (float[] row : rows) {
            assertThat(probabilities(weighed, row)).containsExactly(probabilities(twice, row), within(1e-5));
        }
        assertThat(probabilities(weighed, rows[0]))
                .isNotEqualTo(probabilities(fit(rows, labels(60), ALIKE, 1), rows[0]));
    }

    /** Each weight is the cost times the sum of its errors; the errors of each class sum to 0. */
    private static LinearClassifier assertOptimal(float[][] rows, int[] labels, float[] classWeights, double cost)
            throws InterruptedException {
        FeatureScaler scaler = FeatureScaler.of(rows);
        LinearClassifier fitted = fit(rows, labels, classWeights, cost);
        double rounding = 1e-5
                * (1
                        + cost
                                * Arrays.stream(labels)
                                        .mapToDouble(label -> classWeights[label])
                                        .sum());
        for (int c = 0; c < classWeights.length; c++) {
            double[] pull = new double[rows[0].length];
            double shift = 0;
            for (int i = 0; i < rows.length; i++) {
                double error =
                        cost * classWeights[labels[i]] * ((labels[i] == c ? 1 : 0) - probabilities(fitted, rows[i])[c]);
                double[] row = scaler.apply(rows[i]);
                Arrays.setAll(pull, f -> pull[f] + error * row[f]);
                shift += error;
            }
            assertThat(shift).isCloseTo(0, within(rounding));
            for (int f = 0; f < pull.length; f++) {
                double weight = fitted.kernel()[f * classWeights.length + c] * scaler.deviation()[f];
                assertThat(weight).isCloseTo(pull[f], within(rounding));
            }
        }
        return fitted;
    }

    private static double[] probabilities(LinearClassifier fitted, float[] row) {
        double[] scores = new double[fitted.bias().length];
        Arrays.setAll(scores, c -> fitted.score(row, c));
        return LinearClassifier.softmax(scores);
    }

    private static LinearClassifier fit(float[][] rows, int[] labels, float[] classWeights, double cost)
            throws InterruptedException {
        LabelledFeatures examples = new LabelledFeatures(rows, labels, classWeights);
        return SoftmaxRegression.fit(examples, FeatureScaler.of(rows), cost, share -> {});
    }

    private float[][] noise(int rows, int features) {
        float[][] noise = new float[rows][features];
        for (int i = 0; i < rows; i++) {
            for (int f = 0; f < features; f++) {
                noise[i][f] = (float) (5 + (f + 1) * random.nextGaussian() + (f % 3 == i % 3 ? 1 : 0));
            }
        }
        return noise;
    }

    private static int[] labels(int rows) {
        int[] labels = new int[rows];
        Arrays.setAll(labels, i -> i % 3);
        return labels;
    }
}

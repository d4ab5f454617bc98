package dev.thorax.worker.classifier;

import java.util.Random;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class SoftmaxRegressionTest {
    private static final double COST = 2;

    /** At the least value the gradient is 0: each weight is the cost times the sum of its errors. */
    @Test
    void shouldEndWhereTheGradientIsZero() {
        Random random = new Random(3);
        float[][] rows = new float[90][2];
        int[] labels = new int[rows.length];
        for (int i = 0; i < rows.length; i++) {
            labels[i] = i % 3;
            rows[i][0] = (float) (5 + 2 * random.nextGaussian() + labels[i]);
            rows[i][1] = (float) (0.1 * random.nextGaussian() - (labels[i] == 1 ? 0.1 : 0));
        }
        float[] weights = {1, 2, 0.5f};
        FeatureScaler scaler = FeatureScaler.of(rows);

        LinearClassifier fitted = SoftmaxRegression.fit(new LabelledFeatures(rows, labels, weights), scaler, COST);

        for (int f = 0; f < 2; f++) {
            for (int c = 0; c < 3; c++) {
                double pull = 0;
                for (int i = 0; i < rows.length; i++) {
                    double error = (labels[i] == c ? 1 : 0) - fitted.probabilities(rows[i])[c];
                    pull += COST * weights[labels[i]] * error * scaler.apply(rows[i])[f];
                }
                double weight = fitted.kernel()[f * 3 + c] * scaler.deviation()[f];
                assertThat(weight).isCloseTo(pull, within(0.05));
            }
        }
    }

    @Test
    void shouldGiveTheWeightedSharesOfTheClassesIfTheFeaturesAreAlike() {
        float[][] alike = {{4}, {4}, {4}, {4}};
        LabelledFeatures examples = new LabelledFeatures(alike, new int[] {0, 0, 0, 1}, new float[] {1, 3});

        float[] even =
                SoftmaxRegression.fit(examples, FeatureScaler.of(alike), COST).probabilities(alike[0]);
        float[] uneven = SoftmaxRegression.fit(
                        new LabelledFeatures(alike, examples.labels(), new float[] {1, 1}),
                        FeatureScaler.of(alike),
                        COST)
                .probabilities(alike[0]);

        assertThat(even).containsExactly(new float[] {0.5f, 0.5f}, within(1e-3f));
        assertThat(uneven).containsExactly(new float[] {0.75f, 0.25f}, within(1e-3f));
    }
}

package dev.thorax.engine.torch;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class TorchSoftmaxRegressionTest {
    private static final int EXAMPLES = 90;
    private static final int FEATURES = 6;
    private static final int CLASSES = 3;

    private final float[][] rows = new float[EXAMPLES][FEATURES];
    private final int[] labels = new int[EXAMPLES];
    private final double[] weights = new double[EXAMPLES];

    /** Noise at quite different scales, in which some labels contradict each other. */
    TorchSoftmaxRegressionTest() {
        Random random = new Random(5);
        for (int i = 0; i < EXAMPLES; i++) {
            labels[i] = random.nextInt(CLASSES);
            weights[i] = 0.5 + random.nextInt(3);
            for (int f = 0; f < FEATURES; f++) {
                rows[i][f] = (float) ((random.nextGaussian() + (f % CLASSES == labels[i] ? 0.7 : 0)) * Math.pow(2, f));
            }
        }
    }

    /** At the optimum of a convex function its gradient is 0. It is computed here by another way, example by example. */
    @Test
    void shouldEndWhereTheSlopeIsNearlyZero() throws InterruptedException {
        double[] found = TorchSoftmaxRegression.fit(problem(weights), done -> {});

        assertThat(found).hasSize((FEATURES + 1) * CLASSES);
        double all = Arrays.stream(weights).sum();
        for (double slope : gradient(found)) {
            assertThat(slope).isCloseTo(0, within(2e-6 * all));
        }
    }

    @Test
    void shouldReportProgressThatNeverFallsAndEndsAtOne() throws InterruptedException {
        List<Double> shares = new ArrayList<>();

        TorchSoftmaxRegression.fit(problem(weights), shares::add);

        assertThat(shares).hasSizeGreaterThan(1).isSorted().endsWith(1.0).allMatch(share -> share >= 0);
    }

    @Test
    void shouldTakeAnExampleOfWeightZeroForNone() throws InterruptedException {
        weights[7] = 0;
        double[] without = TorchSoftmaxRegression.fit(problem(weights), done -> {});

        labels[7] = (labels[7] + 1) % CLASSES;
        double[] other = TorchSoftmaxRegression.fit(problem(weights), done -> {});

        assertThat(other).containsExactly(without, within(1e-9));
    }

    @Test
    void shouldEndIfItsThreadIsInterrupted() {
        RegressionProblem interrupting = new RegressionProblem(
                i -> {
                    Thread.currentThread().interrupt();
                    return rows[i];
                },
                FEATURES,
                labels,
                weights,
                CLASSES);
        try {
            assertThatThrownBy(() -> TorchSoftmaxRegression.fit(interrupting, done -> {}))
                    .isInstanceOf(InterruptedException.class);
        } finally {
            Thread.interrupted();
        }
    }

    private RegressionProblem problem(double[] costs) {
        return new RegressionProblem(i -> rows[i], FEATURES, labels, costs, CLASSES);
    }

    private double[] gradient(double[] parameters) {
        double[] gradient = parameters.clone();
        Arrays.fill(gradient, FEATURES * CLASSES, gradient.length, 0);
        for (int i = 0; i < EXAMPLES; i++) {
            double[] probabilities = probabilities(parameters, rows[i]);
            for (int c = 0; c < CLASSES; c++) {
                double slope = weights[i] * (probabilities[c] - (labels[i] == c ? 1 : 0));
                for (int f = 0; f < FEATURES; f++) {
                    gradient[f * CLASSES + c] += slope * rows[i][f];
                }
                gradient[FEATURES * CLASSES + c] += slope;
            }
        }
        return gradient;
    }

    private static double[] probabilities(double[] parameters, float[] row) {
        double[] scores = new double[CLASSES];
        for (int c = 0; c < CLASSES; c++) {
            scores[c] = parameters[FEATURES * CLASSES + c];
            for (int f = 0; f < FEATURES; f++) {
                scores[c] += parameters[f * CLASSES + c] * row[f];
            }
        }
        double largest = Arrays.stream(scores).max().orElseThrow();
        double[] powers =
                Arrays.stream(scores).map(score -> Math.exp(score - largest)).toArray();
        double sum = Arrays.stream(powers).sum();
        return Arrays.stream(powers).map(power -> power / sum).toArray();
    }
}

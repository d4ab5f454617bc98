package dev.thorax.engine.torch;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class TorchDiscriminantTest {
    private static final int EXAMPLES = 90;
    private static final int FEATURES = 5;
    private static final int CLASSES = 3;
    private static final int SOURCES = 4;
    private static final double RIDGE = 0.3;
    private static final double PENALTY = 7;

    private final float[][] rows = new float[EXAMPLES][FEATURES];
    private final int[] labels = new int[EXAMPLES];
    private final int[] sources = new int[EXAMPLES];

    TorchDiscriminantTest() {
        Random random = new Random(5);
        for (int i = 0; i < EXAMPLES; i++) {
            labels[i] = i % CLASSES;
            sources[i] = random.nextInt(SOURCES);
            for (int f = 0; f < FEATURES; f++) {
                rows[i][f] = (float) ((random.nextGaussian() + (f == labels[i] ? 1 : 0) + (f == sources[i] ? 1 : 0))
                        * Math.pow(2, f));
            }
        }
    }

    /** Class means and effects of sources are where the sum of squares, with its penalty, has no slope. */
    @Test
    void shouldSolveTheEquationsOfTheMixedModelAndOfTheDiscriminant() throws InterruptedException {
        double[] found = TorchDiscriminant.fit(problem(i -> rows[i]), done -> {});

        double[][] effects = descend();
        double[][] covariance = covariance(effects);
        assertThat(found).hasSize((FEATURES + 1) * CLASSES);
        for (int c = 0; c < CLASSES; c++) {
            double product = 0;
            for (int f = 0; f < FEATURES; f++) {
                double mean = 0;
                for (int g = 0; g < FEATURES; g++) {
                    mean += covariance[f][g] * found[g * CLASSES + c];
                }
                assertThat(mean).isCloseTo(effects[c][f], within(1e-8));
                product += mean * found[f * CLASSES + c];
            }
            assertThat(found[FEATURES * CLASSES + c]).isCloseTo(-product / 2, within(1e-8));
        }
    }

    @Test
    void shouldReportProgressThatNeverFallsAndEndsAtOne() throws InterruptedException {
        List<Double> shares = new ArrayList<>();

        TorchDiscriminant.fit(problem(i -> rows[i]), shares::add);

        assertThat(shares).hasSizeGreaterThan(1).isSorted().endsWith(1.0).allMatch(share -> share >= 0);
    }

    @Test
    void shouldGiveNoWeightToFeaturesThatNeverVary() throws InterruptedException {
        double[] found = TorchDiscriminant.fit(problem(i -> new float[FEATURES]), done -> {});

        assertThat(Arrays.stream(found).boxed()).allMatch(weight -> weight == 0);
    }

    @Test
    void shouldEndIfItsThreadIsInterrupted() {
        DiscriminantProblem interrupting = problem(i -> {
            Thread.currentThread().interrupt();
            return rows[i];
        });
        try {
            assertThatThrownBy(() -> TorchDiscriminant.fit(interrupting, done -> {}))
                    .isInstanceOf(InterruptedException.class);
        } finally {
            Thread.interrupted();
        }
    }

    private DiscriminantProblem problem(IntFunction<float[]> row) {
        return new DiscriminantProblem(row, FEATURES, labels, CLASSES, sources, RIDGE, PENALTY);
    }

    /** Returns class means, then effects of sources, each the best beside the others, again and again until nothing changes. */
    private double[][] descend() {
        double[][] effects = new double[CLASSES + SOURCES][FEATURES];
        for (int round = 0; round < 2000; round++) {
            for (int k = 0; k < effects.length; k++) {
                double count = k < CLASSES ? 0 : PENALTY;
                double[] sum = new double[FEATURES];
                for (int i = 0; i < EXAMPLES; i++) {
                    int label = labels[i];
                    int source = CLASSES + sources[i];
                    if (k == label || k == source) {
                        count++;
                        int other = k == label ? source : label;
                        for (int f = 0; f < FEATURES; f++) {
                            sum[f] += rows[i][f] - effects[other][f];
                        }
                    }
                }
                for (int f = 0; f < FEATURES; f++) {
                    effects[k][f] = sum[f] / count;
                }
            }
        }
        return effects;
    }

    private double[][] covariance(double[][] effects) {
        double[][] covariance = new double[FEATURES][FEATURES];
        for (int i = 0; i < EXAMPLES; i++) {
            double[] rest = new double[FEATURES];
            for (int f = 0; f < FEATURES; f++) {
                rest[f] = rows[i][f] - effects[labels[i]][f] - effects[CLASSES + sources[i]][f];
            }
            for (int f = 0; f < FEATURES; f++) {
                for (int g = 0; g < FEATURES; g++) {
                    covariance[f][g] += rest[f] * rest[g] / EXAMPLES;
                }
            }
        }
        double variance = 0;
        for (int f = 0; f < FEATURES; f++) {
            variance += covariance[f][f] / FEATURES;
        }
        for (int f = 0; f < FEATURES; f++) {
            covariance[f][f] += RIDGE * variance;
        }
        return covariance;
    }
}

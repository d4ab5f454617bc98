package dev.thorax.bench;

import java.util.Arrays;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** The worker's solver ends where the one before it ended, if that one searches long enough. */
class ConjugateGradientsTest {
    private static final double[] ALIKE = {1, 1, 1};

    static Stream<Arguments> problems() {
        float[][] noise = noise(60, 4);
        return Stream.of(
                arguments("plain", problem(noise, ALIKE, 1)),
                arguments("little cost", problem(noise, ALIKE, 1e-3)),
                arguments("class weights", problem(noise, new double[] {1, 20, 0.05}, 2)),
                arguments("few rows of many features", problem(noise(30, 200), ALIKE, 0.1)),
                arguments("one row of a class", problem(noise(3, 4), ALIKE, 1)),
                arguments(
                        "collinear features",
                        problem(with(noise, row -> new float[] {row[0], row[1], row[0], row[1] - row[0]}), ALIKE, 1)),
                arguments(
                        "a constant feature",
                        problem(with(noise, row -> new float[] {row[0], 0, row[1], row[2]}), ALIKE, 1)),
                arguments("separable classes", separable()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("problems")
    void shouldEndWhereTheWorkersSolverEnds(String name, ConjugateGradients problem) throws Exception {
        double[] expected = problem.least(1e-15);
        double[] found = FittingBenchmark.torch(problem);

        double least = problem.value(found);
        // The line search of conjugate gradients ends somewhat above the least value, where the slope is not yet zero.
        assertThat(problem.value(expected)).isBetween(least * (1 - 1e-9), least * (1 + 1e-4));
        assertThat(steepest(problem, found))
                .isLessThan(1e-5 * Arrays.stream(problem.weights()).sum());
        assertThat(distance(found, expected, problem.features()[0].length * problem.classes()))
                .isLessThan(Math.sqrt(2 * Math.max(0, problem.value(expected) - least)) + 1e-4);
    }

    /** The penalty bounds the Euclidean distance of weights from the least value: half its square is no more than the excess. */
    private static double distance(double[] found, double[] expected, int weights) {
        return Math.sqrt(IntStream.range(0, weights)
                .mapToDouble(i -> (found[i] - expected[i]) * (found[i] - expected[i]))
                .sum());
    }

    private static double steepest(ConjugateGradients problem, double[] parameters) {
        return Arrays.stream(problem.gradient(parameters)).map(Math::abs).max().orElseThrow();
    }

    private static ConjugateGradients separable() {
        float[][] rows = noise(60, 3);
        for (int i = 0; i < rows.length; i++) {
            rows[i][i % 3] += 10;
        }
        return problem(rows, ALIKE, 5);
    }

    private static ConjugateGradients problem(float[][] rows, double[] classWeights, double cost) {
        int[] labels = IntStream.range(0, rows.length).map(i -> i % 3).toArray();
        double[] weights = Arrays.stream(labels)
                .mapToDouble(label -> cost * classWeights[label])
                .toArray();
        return new ConjugateGradients(rows, labels, weights, 3);
    }

    private static float[][] with(float[][] rows, UnaryOperator<float[]> change) {
        return Arrays.stream(rows).map(change).toArray(float[][]::new);
    }

    private static float[][] noise(int rows, int features) {
        Random random = new Random(5);
        float[][] noise = new float[rows][features];
        for (int i = 0; i < rows; i++) {
            for (int f = 0; f < features; f++) {
                noise[i][f] = (float) (random.nextGaussian() + (f % 3 == i % 3 ? 0.5 : 0));
            }
        }
        return noise;
    }
}

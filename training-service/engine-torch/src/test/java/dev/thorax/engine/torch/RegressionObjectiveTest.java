package dev.thorax.engine.torch;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.LBFGS;
import org.bytedeco.pytorch.LBFGSOptions;
import org.bytedeco.pytorch.TensorVector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.thorax.engine.torch.RegressionObjective.Position;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class RegressionObjectiveTest {
    private PointerScope scope;

    @BeforeAll
    static void load() {
        LibTorch.onProcessors();
    }

    @BeforeEach
    void open() {
        scope = new PointerScope();
    }

    @AfterEach
    void close() {
        scope.close();
    }

    /** Without weights each class is as probable, so the slopes at the scores are the costs times 1/2, less the costs of the right class. */
    @Test
    void shouldBeginWhereEachClassIsAsProbable() {
        float[][] rows = {{4, 0}, {0, 1}, {0, 1}};
        try (RegressionObjective objective = new RegressionObjective(
                new RegressionProblem(i -> rows[i], 2, new int[] {0, 1, 1}, new double[] {1, 2, 0.5}, 2))) {
            assertThat(objective.parameters()).containsExactly(0, 0, 0, 0, 0, 0);

            Position begun = objective.step(search(objective));

            assertThat(begun.value()).isCloseTo(3.5 * Math.log(2), within(1e-12));
            // Of the first feature 4 * (0.5 - 1); of the second 1 + 0.25, of the bias 0.75.
            assertThat(begun.slope()).isCloseTo(2, within(1e-12));
        }
    }

    @Test
    void shouldGoDownFromWhereTheLastStepEnded() {
        float[][] rows = {{4, 0}, {0, 1}, {0, 1}};
        try (RegressionObjective objective = new RegressionObjective(
                new RegressionProblem(i -> rows[i], 2, new int[] {0, 1, 1}, new double[] {1, 2, 0.5}, 2))) {
            LBFGS search = search(objective);
            Position first = objective.step(search);
            Position second = objective.step(search);

            assertThat(second.value()).isLessThan(first.value());
            assertThat(second.slope()).isLessThan(first.slope());
        }
    }

    @Test
    void shouldReturnOfEachFeatureTheWeightsForAllClassesThenTheBias() {
        // The first feature speaks for class 1, the second says nothing, and class 0 is the more frequent one.
        float[][] rows = {{0, 0}, {0, 0}, {0, 0}, {1, 0}};
        try (RegressionObjective objective = new RegressionObjective(
                new RegressionProblem(i -> rows[i], 2, new int[] {0, 0, 0, 1}, new double[] {1, 1, 1, 1}, 2))) {
            objective.step(search(objective));

            double[] found = objective.parameters();
            assertThat(found).hasSize(6);
            assertThat(found[1]).isPositive().isCloseTo(-found[0], within(1e-9));
            assertThat(found[2]).isZero();
            assertThat(found[3]).isZero();
            assertThat(found[4]).isPositive().isCloseTo(-found[5], within(1e-9));
        }
    }

    @Test
    void shouldReadEachExampleOnceAlsoBehindTheFirstBand() {
        int examples = 65;
        List<Integer> asked = new ArrayList<>();
        double[] costs = new double[examples];
        Arrays.fill(costs, 1);
        costs[examples - 1] = 2;
        // Only the last example has a feature: its slope is 2 * 10 * (0.5 - 1), that of the bias 2 * (0.5 - 1).
        try (RegressionObjective objective = new RegressionObjective(new RegressionProblem(
                i -> {
                    asked.add(i);
                    return new float[] {i == examples - 1 ? 10 : 0};
                },
                1,
                IntStream.range(0, examples).map(i -> i % 2).toArray(),
                costs,
                2))) {
            Position begun = objective.step(search(objective));

            assertThat(asked)
                    .containsExactlyElementsOf(
                            IntStream.range(0, examples).boxed().toList());
            assertThat(begun.value()).isCloseTo(66 * Math.log(2), within(1e-9));
            assertThat(begun.slope()).isCloseTo(10, within(1e-12));
        }
    }

    private static LBFGS search(RegressionObjective objective) {
        LBFGSOptions options = new LBFGSOptions(1);
        options.max_iter().put(3);
        options.line_search_fn().put("strong_wolfe");
        return new LBFGS(new TensorVector(objective.tensor()), options);
    }
}

package dev.thorax.network.weights;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import dev.thorax.network.layer.TensorSpec;
import dev.thorax.network.layer.WeightRole;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class WeightInitializerTest {

    /** Fan-in is 8 * 9 and fan-out 16 * 9, so the limit is sqrt(6 / 216) = 1/6. */
    @Test
    void shouldDrawGlorotUniformKernels() {
        float[] kernel = values(WeightRole.KERNEL, List.of(16, 8, 3, 3));

        assertThat(IntStream.range(0, kernel.length)
                        .mapToDouble(i -> Math.abs(kernel[i]))
                        .max()
                        .orElseThrow())
                .isLessThanOrEqualTo(1 / 6.0)
                .isGreaterThan(0.16);
        assertThat(IntStream.range(0, kernel.length)
                        .mapToDouble(i -> kernel[i])
                        .average()
                        .orElseThrow())
                .isEqualTo(0, within(0.02));
    }

    @Test
    void shouldBeginWithABatchNormThatChangesNothing() {
        assertThat(values(WeightRole.GAMMA, List.of(2))).containsExactly(1, 1);
        assertThat(values(WeightRole.VARIANCE, List.of(2))).containsExactly(1, 1);
        assertThat(values(WeightRole.BETA, List.of(2))).containsExactly(0, 0);
        assertThat(values(WeightRole.MEAN, List.of(2))).containsExactly(0, 0);
        assertThat(values(WeightRole.BIAS, List.of(2))).containsExactly(0, 0);
    }

    private static float[] values(WeightRole role, List<Integer> shape) {
        return WeightInitializer.initialValues(new TensorSpec(role, shape), new Random(1));
    }
}

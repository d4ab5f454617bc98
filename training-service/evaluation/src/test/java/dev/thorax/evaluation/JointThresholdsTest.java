package dev.thorax.evaluation;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

class JointThresholdsTest {

    @ParameterizedTest
    @ValueSource(doubles = {0.01, 0.05, 0.2})
    void shouldRefuseTheShareForAllReasonsTogether(double share) {
        Random random = new Random(1);
        double[][] signals = IntStream.range(0, 2000)
                .mapToObj(i -> new double[] {random.nextGaussian(), random.nextDouble(), -random.nextDouble()})
                .toArray(double[][]::new);

        double[] thresholds = JointThresholds.of(signals, share);

        assertThat(refused(signals, thresholds)).isLessThanOrEqualTo(share).isCloseTo(share, within(0.005));
        long first =
                Arrays.stream(signals).filter(row -> row[0] > thresholds[0]).count();
        for (int s = 1; s < 3; s++) {
            int signal = s;
            assertThat(Arrays.stream(signals)
                            .filter(row -> row[signal] > thresholds[signal])
                            .count())
                    .isEqualTo(first);
        }
    }

    @Test
    void shouldSpendTheShareOnceIfTwoSignalsRefuseTheSameScans() {
        double[][] signals =
                IntStream.range(0, 100).mapToObj(i -> new double[] {i, 2 * i}).toArray(double[][]::new);

        assertThat(JointThresholds.of(signals, 0.05)).containsExactly(94, 188);
    }

    @Test
    void shouldRefuseNothingIfAShareOfFewScansIsLessThanOne() {
        double[][] signals = {{1}, {3}, {2}};

        assertThat(JointThresholds.of(signals, 0.3)).containsExactly(3);
    }

    @Test
    void shouldRefuseFewerIfManyValuesAreEqual() {
        double[][] signals = {{1}, {1}, {1}, {1}};

        assertThat(JointThresholds.of(signals, 0.5)).containsExactly(1);
    }

    @Test
    void shouldNeedScansAndAShare() {
        assertThatIllegalArgumentException().isThrownBy(() -> JointThresholds.of(new double[0][], 0.1));
        assertThatIllegalArgumentException().isThrownBy(() -> JointThresholds.of(new double[][] {{1}}, 1));
    }

    private static double refused(double[][] signals, double[] thresholds) {
        return (double) Arrays.stream(signals)
                        .filter(row -> JointThresholds.refuses(thresholds, row))
                        .count()
                / signals.length;
    }
}

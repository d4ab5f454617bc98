package dev.thorax.evaluation;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class PairedComparisonTest {
    private static final List<String> CLASSES = List.of("A", "B");
    /** Two scans of each of 20 patients, half of each class. */
    private static final int[] TRUTH = IntStream.range(0, 40).map(i -> i / 20).toArray();

    private static final List<String> PATIENTS =
            IntStream.range(0, 40).mapToObj(i -> "p" + i / 2).toList();

    @Test
    void shouldSeeNoDifferenceBetweenANetworkAndItself() {
        PairedComparison same = PairedComparison.compare(wrongOn(3, 25), wrongOn(3, 25), 1);

        assertThat(same.first()).isEqualTo(same.second()).isEqualTo(0.95);
        assertThat(same.difference()).isEqualTo(new Interval(0, 0, 0.95));
        assertThat(same.scans()).isEqualTo(40);
        assertThat(same.patients()).isEqualTo(20);
    }

    @Test
    void shouldPutZeroOutsideTheIntervalOfAClearDifference() {
        int[] manyWrong = IntStream.range(0, 40).filter(i -> i % 4 < 2).toArray();

        PairedComparison clear = PairedComparison.compare(wrongOn(), wrongOn(manyWrong), 1);

        assertThat(clear.first() - clear.second()).isCloseTo(0.5, within(1e-9));
        assertThat(clear.difference().low()).isPositive();
        assertThat(clear.difference().high()).isGreaterThan(0.5).isLessThanOrEqualTo(1);
    }

    @Test
    void shouldPutZeroInsideTheIntervalOfAChanceDifference() {
        PairedComparison chance = PairedComparison.compare(wrongOn(0, 22, 24), wrongOn(2, 4, 26), 1);

        assertThat(chance.difference().low()).isNegative();
        assertThat(chance.difference().high()).isPositive();
    }

    @Test
    void shouldBeNarrowerThanUnpairedWhereBothFailOnTheSameScans() {
        int[] shared = IntStream.range(0, 40).filter(i -> i % 8 == 0).toArray();
        int[] sharedAndOne = Arrays.copyOf(shared, shared.length + 1);
        sharedAndOne[shared.length] = 1;

        PairedComparison paired = PairedComparison.compare(wrongOn(shared), wrongOn(sharedAndOne), 1);

        Interval alone = Evaluation.of(wrongOn(shared), 1).balancedAccuracyInterval();
        assertThat(paired.difference().high() - paired.difference().low()).isLessThan(alone.high() - alone.low());
    }

    @Test
    void shouldRefusePredictionsOfOtherScans() {
        Predictions fewer = new Predictions(CLASSES, new int[] {0}, new float[][] {{1, 0}}, List.of("p0"));

        assertThatThrownBy(() -> PairedComparison.compare(wrongOn(), fewer, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Only predictions of the same scans can be compared.");
    }

    private static Predictions wrongOn(int... scans) {
        float[][] probabilities = new float[TRUTH.length][];
        for (int i = 0; i < TRUTH.length; i++) {
            int named = TRUTH[i];
            for (int wrong : scans) {
                named = wrong == i ? 1 - TRUTH[i] : named;
            }
            probabilities[i] = named == 0 ? new float[] {0.9f, 0.1f} : new float[] {0.1f, 0.9f};
        }
        return new Predictions(CLASSES, TRUTH, probabilities, PATIENTS);
    }
}

package dev.thorax.evaluation;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class WeightedShareTest {
    @Test
    void shouldCountEachScanAsOftenAsItIsDrawn() {
        assertThat(WeightedShare.of(new int[] {2, 0, 1}, i -> i < 2, i -> true)).isEqualTo(2 / 3.0, within(1e-12));
        assertThat(WeightedShare.of(new int[] {0, 3, 1}, i -> i < 2, i -> true)).isEqualTo(3 / 4.0, within(1e-12));
    }

    @Test
    void shouldCountOnlyWhatIsPartOfTheWhole() {
        assertThat(WeightedShare.of(new int[] {5, 1, 1}, i -> i < 2, i -> i > 0))
                .isEqualTo(0.5);
    }

    @Test
    void shouldBeNoNumberIfTheWholeWasNeverDrawn() {
        assertThat(WeightedShare.of(new int[] {4, 0, 0}, i -> true, i -> i > 0)).isNaN();
        assertThat(WeightedShare.of(new int[] {4, 0, 0}, i -> true, i -> false)).isNaN();
    }

    @Test
    void shouldNotOverflow() {
        int[] often = {Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE};

        assertThat(WeightedShare.of(often, i -> i == 0, i -> true)).isEqualTo(0.25);
    }
}

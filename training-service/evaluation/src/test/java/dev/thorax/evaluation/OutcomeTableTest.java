package dev.thorax.evaluation;

import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class OutcomeTableTest {
    private static final int A = 0;
    private static final int B = 1;
    private static final int NONE = -1;
    private static final Outcomes OUTCOMES = new Outcomes(
            List.of("A", "B"),
            new int[] {A, A, A, B, B},
            new int[] {A, B, NONE, B, NONE},
            List.of("1", "2", "3", "4", "5"));

    @Test
    void shouldCountEachScanAsOftenAsItsWeightSays() {
        OutcomeTable table = OutcomeTable.count(OUTCOMES, new int[] {3, 1, 2, 0, 4});

        assertThat(table.counts()).isDeepEqualTo(new long[][] {{3, 1, 2}, {0, 0, 4}});
    }

    @Test
    void shouldSumTheCellsThatBothSelectionsHave() {
        OutcomeTable table = OutcomeTable.count(OUTCOMES, new int[] {3, 1, 2, 5, 4});
        OutcomeTable.Cells ofA = (truth, predicted) -> truth == A;
        OutcomeTable.Cells right = (truth, predicted) -> truth == predicted;
        OutcomeTable.Cells none = (truth, predicted) -> predicted == 2;

        assertThat(table.sum(ofA)).isEqualTo(6);
        assertThat(table.sum(right)).isEqualTo(8);
        assertThat(table.sum(none)).isEqualTo(6);
        assertThat(table.sum(ofA.and(right))).isEqualTo(3);
        assertThat(table.sum(none.and(right))).isZero();
    }

    @Test
    void shouldLetEachClassCountTheSameWhateverItsScans() {
        OutcomeTable table = OutcomeTable.count(OUTCOMES, new int[] {3, 1, 100, 5, 0});

        assertThat(table.balancedAccuracy(new boolean[] {true, true})).isEqualTo((3 / 4.0 + 1) / 2, within(1e-12));
        assertThat(table.balancedAccuracy(new boolean[] {true, false})).isEqualTo(3 / 4.0, within(1e-12));
    }

    @Test
    void shouldKnowNoBalancedAccuracyIfAllScansOfAClassHaveNone() {
        OutcomeTable table = OutcomeTable.count(OUTCOMES, new int[] {1, 1, 1, 0, 1});

        assertThat(table.balancedAccuracy(new boolean[] {true, true})).isNaN();
        assertThat(table.balancedAccuracy(new boolean[] {true, false})).isEqualTo(0.5);
    }
}

package dev.thorax.evaluation;

import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class ConformalScoreTest {
    private static final float[] ROW = {0.6f, 0.3f, 0.1f};
    private static final Predictions PREDICTIONS = new Predictions(
            List.of("A", "B", "C"),
            new int[] {0, 0, 1, 1},
            new float[][] {ROW, ROW, ROW, ROW},
            List.of("p1", "p2", "p3", "p4"));

    @Test
    void shouldSayWhichClassesAreCoveredAndHowLargeTheSetsAre() {
        ConformalScore score = ConformalScore.of(
                PREDICTIONS, List.of(List.of("A"), List.of("A", "B"), List.of("A"), List.of()), 0.9, 1);

        assertThat(score.coverage()).isEqualTo(0.9);
        assertThat(score.size()).isEqualTo(1);
        assertThat(score.single()).isEqualTo(0.5);
        assertThat(score.empty()).isEqualTo(0.25);
        assertThat(score.singleRight()).isEqualTo(0.5);
        assertThat(score.classes().get("A").covered()).isEqualTo(1);
        assertThat(score.classes().get("B").covered()).isZero();
        assertThat(score.classes().get("B").scans()).isEqualTo(2);
        assertThat(score.classes().get("C")).isEqualTo(new ConformalScore.ClassCoverage(0, null, null));
    }

    @Test
    void shouldHaveNoShareOfSingleClassesIfThereAreNone() {
        List<String> all = List.of("A", "B", "C");

        assertThat(ConformalScore.of(PREDICTIONS, List.of(all, all, all, all), 0.9, 1)
                        .singleRight())
                .isNull();
    }

    @Test
    void shouldNeedASetOfEachScan() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ConformalScore.of(PREDICTIONS, List.of(List.of("A")), 0.9, 1));
    }
}

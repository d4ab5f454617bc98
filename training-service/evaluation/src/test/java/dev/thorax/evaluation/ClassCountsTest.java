package dev.thorax.evaluation;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class ClassCountsTest {
    private static final ConfusionMatrix MATRIX = new ConfusionMatrix(new int[][] {{3, 1, 0}, {2, 4, 0}, {0, 0, 0}});

    @Test
    void shouldCountTheDecisionsForAClass() {
        ClassCounts counts = ClassCounts.of(MATRIX, 0);

        assertThat(counts).isEqualTo(new ClassCounts(3, 2, 4, 1));
        assertThat(counts.precision()).isEqualTo(0.6, within(1e-12));
        assertThat(counts.recall()).isEqualTo(0.75, within(1e-12));
        assertThat(counts.specificity()).isEqualTo(4 / 6.0, within(1e-12));
        assertThat(counts.f1()).isEqualTo(6 / 9.0, within(1e-12));
    }

    @Test
    void shouldLeaveWhatAClassWithoutScansCannotHave() {
        ClassCounts counts = ClassCounts.of(MATRIX, 2);

        assertThat(counts).isEqualTo(new ClassCounts(0, 0, 10, 0));
        assertThat(counts.precision()).isZero();
        assertThat(counts.recall()).isNaN();
        assertThat(counts.f1()).isNaN();
        assertThat(counts.specificity()).isEqualTo(1);
    }

    @Test
    void shouldHaveNoSpecificityWithoutOtherScans() {
        ConfusionMatrix one = new ConfusionMatrix(new int[][] {{2, 1}, {0, 0}});

        assertThat(ClassCounts.of(one, 0).specificity()).isNaN();
    }
}

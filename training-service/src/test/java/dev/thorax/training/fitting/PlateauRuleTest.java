package dev.thorax.training.fitting;

import java.util.stream.DoubleStream;

import org.junit.jupiter.api.Test;

import dev.thorax.training.recipe.Plateau;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withPrecision;

class PlateauRuleTest {

    @Test
    void shouldLowerTheRateAfterEachPatienceWithoutImprovement() {
        assertThat(rates(new Plateau(0.1, 2, 0, 0), 1.0, 1.0, 1.0, 0.9, 0.95, 0.9, 0.9))
                .containsExactly(new double[] {1, 1, 0.1, 0.1, 0.1, 0.01, 0.01}, withPrecision(1e-12));
    }

    @Test
    void shouldTakeAChangeBelowTheLeastForNone() {
        assertThat(rates(new Plateau(0.5, 2, 0.01, 0), 1.0, 0.995, 0.991, 0.98)).containsExactly(1, 1, 0.5, 0.5);
    }

    @Test
    void shouldNotFallBelowTheFloor() {
        assertThat(rates(new Plateau(0.1, 1, 0, 0.5), 1.0, 1.0, 1.0)).containsExactly(1, 0.5, 0.5);
    }

    @Test
    void shouldStayConstantWithoutARule() {
        assertThat(rates(null, 1, 2, 3)).containsExactly(1, 1, 1);
    }

    /** The rate after each of these validation losses, from 1 on. */
    private static double[] rates(Plateau plateau, double... losses) {
        PlateauRule rule = new PlateauRule(1, plateau);
        return DoubleStream.of(losses).map(rule::rateAfter).toArray();
    }
}

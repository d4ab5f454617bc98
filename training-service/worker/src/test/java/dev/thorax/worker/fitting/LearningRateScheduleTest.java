package dev.thorax.worker.fitting;

import java.util.stream.DoubleStream;

import org.junit.jupiter.api.Test;

import dev.thorax.worker.recipe.ReduceOnPlateau;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withPrecision;

class LearningRateScheduleTest {

    @Test
    void shouldLowerTheRateAfterEachPatienceWithoutImprovement() {
        assertThat(rates(new ReduceOnPlateau(0.1, 2, 0, 0), 1.0, 1.0, 1.0, 0.9, 0.95, 0.9, 0.9))
                .containsExactly(new double[] {1, 1, 0.1, 0.1, 0.1, 0.01, 0.01}, withPrecision(1e-12));
    }

    @Test
    void shouldTakeAChangeBelowTheLeastForNone() {
        assertThat(rates(new ReduceOnPlateau(0.5, 2, 0.01, 0), 1.0, 0.995, 0.991, 0.98))
                .containsExactly(1, 1, 0.5, 0.5);
    }

    @Test
    void shouldNotFallBelowTheFloor() {
        assertThat(rates(new ReduceOnPlateau(0.1, 1, 0, 0.5), 1.0, 1.0, 1.0)).containsExactly(1, 0.5, 0.5);
    }

    @Test
    void shouldStayConstantWithoutARule() {
        assertThat(rates(null, 1, 2, 3)).containsExactly(1, 1, 1);
    }

    /** The rate after each of these validation losses, from 1 on. */
    private static double[] rates(ReduceOnPlateau plateau, double... losses) {
        LearningRateSchedule rule = new LearningRateSchedule(1, plateau);
        return DoubleStream.of(losses).map(rule::rateAfter).toArray();
    }
}

package dev.thorax.evaluation;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PatientBootstrapTest {
    private static final PatientBootstrap BOOTSTRAP = new PatientBootstrap(
            new Predictions(
                    List.of("A", "B"),
                    new int[] {0, 1, 0},
                    new float[][] {{1, 0}, {0, 1}, {0, 1}},
                    List.of("twice", "once", "twice")),
            7);

    @Test
    void shouldDrawAllScansOfAPatientTogether() {
        AtomicBoolean together = new AtomicBoolean(true);

        BOOTSTRAP.interval(weights -> {
            together.compareAndSet(true, weights[0] == weights[2] && weights[0] + weights[1] == 2);
            return 0;
        });

        assertThat(together).isTrue();
    }

    @Test
    void shouldGiveEveryFigureTheSameDraws() {
        Interval first = BOOTSTRAP.interval(weights -> weights[0]);
        Interval second = BOOTSTRAP.interval(weights -> weights[0]);

        assertThat(first).isEqualTo(second).isEqualTo(new Interval(0, 2, 0.95));
    }

    @Test
    void shouldIgnoreDrawsThatLeaveTheFigureUndefined() {
        Interval interval = BOOTSTRAP.interval(weights -> weights[1] == 0 ? Double.NaN : weights[1]);

        assertThat(interval.low()).isEqualTo(1);
        assertThat(BOOTSTRAP.interval(weights -> Arrays.stream(weights).sum() < 0 ? 1 : Double.NaN))
                .isNull();
    }
}

package dev.thorax.worker.fitting;

import org.junit.jupiter.api.Test;

import dev.thorax.worker.recipe.EarlyStopping;

import static org.assertj.core.api.Assertions.assertThat;

class EarlyStoppingMonitorTest {

    @Test
    void shouldStopAfterAsManyEpochsWithoutImprovementAsItsPatience() {
        assertThat(epochs(new EarlyStopping(3, 0), 1.0, 0.9, 0.95, 0.91, 0.9, 0.1))
                .isEqualTo(5);
    }

    @Test
    void shouldBeginToCountAnewWithEachImprovement() {
        assertThat(epochs(new EarlyStopping(2, 0), 1.0, 1.1, 0.9, 1.0, 0.8, 0.9, 0.9))
                .isEqualTo(7);
    }

    @Test
    void shouldTakeAChangeBelowTheLeastForNone() {
        assertThat(epochs(new EarlyStopping(5, 0.01), 0.700, 0.695, 0.694, 0.693, 0.692, 0.691, 0.5))
                .isEqualTo(6);
    }

    @Test
    void shouldAddUpSmallChangesAgainstTheBestThatCounted() {
        assertThat(epochs(new EarlyStopping(2, 0.01), 0.700, 0.695, 0.689, 0.688, 0.687))
                .isEqualTo(5);
    }

    @Test
    void shouldNeverStopWithoutARule() {
        assertThat(epochs(null, 1, 2, 3, 4, 5, 6, 7, 8)).isEqualTo(8);
    }

    /** After how many epochs it stops, or all of them. */
    private static int epochs(EarlyStopping rule, double... losses) {
        EarlyStoppingMonitor stop = new EarlyStoppingMonitor(rule);
        for (int i = 0; i < losses.length; i++) {
            if (stop.stopsAfter(losses[i])) {
                return i + 1;
            }
        }
        return losses.length;
    }
}

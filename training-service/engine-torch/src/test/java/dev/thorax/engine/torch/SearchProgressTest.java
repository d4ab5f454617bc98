package dev.thorax.engine.torch;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class SearchProgressTest {
    @Test
    void shouldFollowTheLogarithmOfTheSlope() {
        SearchProgress progress = new SearchProgress(100, 0.01);

        assertThat(progress.at(100)).isZero();
        assertThat(progress.at(10)).isEqualTo(0.25, within(1e-12));
        assertThat(progress.at(1)).isEqualTo(0.5, within(1e-12));
        assertThat(progress.at(0.01)).isEqualTo(1, within(1e-12));
    }

    @Test
    void shouldNeverGoBackThoughTheSlopeRises() {
        SearchProgress progress = new SearchProgress(100, 0.01);
        progress.at(1);

        assertThat(progress.at(1000)).isEqualTo(0.5, within(1e-12));
        assertThat(progress.at(0.1)).isEqualTo(0.75, within(1e-12));
    }

    @Test
    void shouldStayWithinItsRange() {
        assertThat(new SearchProgress(100, 0.01).at(1e6)).isZero();
        assertThat(new SearchProgress(100, 0.01).at(0)).isEqualTo(1);
    }

    @Test
    void shouldBeDoneAtOnceIfTheFirstSlopeIsSmallEnough() {
        assertThat(new SearchProgress(0.01, 0.01).at(0.01)).isEqualTo(1);
        assertThat(new SearchProgress(0.001, 0.01).at(0.001)).isEqualTo(1);
    }
}

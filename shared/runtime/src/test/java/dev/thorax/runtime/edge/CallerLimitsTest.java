package dev.thorax.runtime.edge;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class CallerLimitsTest {
    private static final int BURST = 30;

    private final AtomicLong now = new AtomicLong();
    private final CallerLimits limits = new CallerLimits(1, 1000, now::get);

    @Test
    void shouldTakeABurstAndThenTheMeanRate() {
        assertThat(taken("a", 100)).isEqualTo(BURST);
        assertThat(limits.take("a")).isPositive().isLessThanOrEqualTo(Duration.ofSeconds(1));

        pass(Duration.ofSeconds(4));

        assertThat(taken("a", 100)).isEqualTo(4);
    }

    @Test
    void shouldNotSaveUpMoreThanABurst() {
        pass(Duration.ofDays(7));

        assertThat(taken("a", 100)).isEqualTo(BURST);
    }

    @Test
    void shouldTakeTheHighestLimitsThatCanBeConfigured() {
        assertThat(new CallerLimits(100_000, 900L << 20, now::get).take("a")).isZero();
    }

    @Test
    void shouldLimitEachCallerAlone() {
        taken("a", 100);

        assertThat(taken("b", 100)).isEqualTo(BURST);
    }

    @Test
    void shouldLetWhoSentTooManyBytesWaitUntilTheyAreMadeUpFor() {
        limits.spend("a", 1000L * BURST + 5000);

        assertThat(limits.take("a")).isGreaterThan(Duration.ofSeconds(5)).isLessThan(Duration.ofSeconds(6));
        pass(Duration.ofSeconds(6));
        assertThat(limits.take("a")).isZero();
    }

    @Test
    void shouldForgetTheCallerThatWasSilentForLongest() {
        taken("a", 100);
        taken("b", 100);
        IntStream.range(0, 3_998).forEach(caller -> limits.take("caller " + caller));
        assertThat(limits.take("a")).isPositive();

        limits.take("one more");

        assertThat(limits.take("a")).isPositive();
        assertThat(limits.take("b")).isZero();
    }

    private int taken(String caller, int requests) {
        return (int) IntStream.range(0, requests)
                .filter(request -> limits.take(caller).isZero())
                .count();
    }

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }
}

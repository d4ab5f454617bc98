package dev.thorax.worker.job;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ThroughputEstimatorTest {
    private final AdjustableClock clock = new AdjustableClock();
    private final ThroughputEstimator throughput = new ThroughputEstimator(3, clock);

    @Test
    void shouldKnowNoSpeedBeforeTheFirstImage() {
        throughput.begin();
        clock.pass(5);

        assertThat(throughput.perSecond(0)).isNull();
        assertThat(throughput.secondsLeft(1, 0, 100)).isNull();
    }

    @Test
    void shouldEstimateLaterEpochsFromTheRunningOneAndThenFromTheLast() {
        throughput.begin();
        clock.pass(10);
        assertThat(throughput.perSecond(20)).isEqualTo(2);
        assertThat(throughput.secondsLeft(1, 20, 100)).isEqualTo(40 + 2 * 50);

        clock.pass(60);
        throughput.end();
        throughput.begin();
        clock.pass(10);

        assertThat(throughput.secondsLeft(2, 50, 100)).isEqualTo(10 + 70);
    }

    private static final class AdjustableClock extends Clock {
        private Instant now = Instant.EPOCH;

        void pass(int seconds) {
            now = now.plus(Duration.ofSeconds(seconds));
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}

package dev.thorax.storage;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class BackoffTest {
    @Test
    void shouldDoubleThePauseUpToTheLongest() {
        Backoff backoff = new Backoff(Duration.ofMillis(500), Duration.ofSeconds(15), () -> 0);
        assertThat(backoff.pause(1)).isEqualTo(Duration.ofMillis(500));
        assertThat(backoff.pause(2)).isEqualTo(Duration.ofSeconds(1));
        assertThat(backoff.pause(5)).isEqualTo(Duration.ofSeconds(8));
        assertThat(backoff.pause(6)).isEqualTo(Duration.ofSeconds(15));
        assertThat(backoff.pause(Integer.MAX_VALUE)).isEqualTo(Duration.ofSeconds(15));
    }

    @Test
    void shouldLeaveOutUpToHalfOfThePause() {
        Backoff backoff = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(1), () -> 0.5);
        assertThat(backoff.pause(1)).isEqualTo(Duration.ofMillis(750));
        Backoff random = Backoff.between(Duration.ofSeconds(1), Duration.ofSeconds(15));
        for (int failures = 1; failures < 20; failures++) {
            assertThat(random.pause(failures)).isBetween(Duration.ofMillis(500), Duration.ofSeconds(15));
        }
    }
}

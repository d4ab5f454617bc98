package dev.thorax.training.checkpoint;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Says whether enough time went by since the last time. */
final class Pause {
    private final Duration pause;
    private final Clock clock;
    private Instant last = Instant.MIN;

    Pause(Duration pause, Clock clock) {
        this.pause = pause;
        this.clock = clock;
    }

    boolean isOver() {
        return last == Instant.MIN || !clock.instant().isBefore(last.plus(pause));
    }

    void begin() {
        last = clock.instant();
    }
}

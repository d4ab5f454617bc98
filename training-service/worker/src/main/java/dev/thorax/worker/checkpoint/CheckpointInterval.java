package dev.thorax.worker.checkpoint;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Decides whether the next checkpoint is due. */
final class CheckpointInterval {
    private final Duration pause;
    private final Clock clock;
    private Instant last = Instant.MIN;

    CheckpointInterval(Duration pause, Clock clock) {
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

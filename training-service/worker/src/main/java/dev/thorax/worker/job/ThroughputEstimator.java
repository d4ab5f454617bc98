package dev.thorax.worker.job;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** How fast the epochs of a training go, and how long the rest takes at this speed. */
final class ThroughputEstimator {
    private final int epochs;
    private final Clock clock;
    private Instant begun;
    private Duration lastEpoch;

    /** @param epochs epochs at most */
    ThroughputEstimator(int epochs, Clock clock) {
        this.epochs = epochs;
        this.clock = clock;
    }

    /** An epoch begins now. */
    void begin() {
        begun = clock.instant();
    }

    /** The epoch has ended, with its validation. */
    void end() {
        lastEpoch = Duration.between(begun, clock.instant());
    }

    /** Images of the running epoch a second, or null as long as none is known. */
    Double perSecond(int done) {
        double seconds = seconds(Duration.between(begun, clock.instant()));
        return done == 0 || seconds <= 0 ? null : done / seconds;
    }

    /**
     * Seconds until the last epoch ends, or null as long as no speed is known.
     *
     * @param epoch the running epoch, from 1
     * @param done images of it that were fitted
     * @param images images of an epoch
     */
    Long secondsLeft(int epoch, int done, int images) {
        Double rate = perSecond(done);
        if (rate == null) {
            return null;
        }
        double whole = lastEpoch == null ? images / rate : seconds(lastEpoch);
        return Math.round((images - done) / rate + (epochs - epoch) * whole);
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }
}

package dev.thorax.worker.job;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Estimates the speed of a training and the time that it still needs. */
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

    /** Records that an epoch begins now. */
    void begin() {
        begun = clock.instant();
    }

    /** Records that the epoch and its validation have ended. */
    void end() {
        lastEpoch = Duration.between(begun, clock.instant());
    }

    /** Returns the images per second in the running epoch, or null if no image was fitted yet. */
    Double perSecond(int done) {
        double seconds = seconds(Duration.between(begun, clock.instant()));
        return done == 0 || seconds <= 0 ? null : done / seconds;
    }

    /**
     * Returns the seconds until the last epoch ends, or null if no speed is known.
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

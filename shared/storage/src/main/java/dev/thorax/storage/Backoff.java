package dev.thorax.storage;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;

/**
 * Computes the pauses between the tries of a call. Each pause is twice the one before, up to a longest one, and up to
 * half of it is left out at random, so that many callers do not try again at the same moment.
 *
 * @param first pause after the first failure, before the random part
 * @param longest longest pause
 * @param random returns numbers in [0,1)
 */
public record Backoff(Duration first, Duration longest, DoubleSupplier random) {
    /** Creates a backoff with this thread's random numbers. */
    public static Backoff between(Duration first, Duration longest) {
        return new Backoff(first, longest, () -> ThreadLocalRandom.current().nextDouble());
    }

    /**
     * Returns the pause before the next try.
     *
     * @param failures number of tries that have failed, at least 1
     */
    public Duration pause(int failures) {
        double whole = Math.min(first.toMillis() * Math.pow(2, failures - 1), longest.toMillis());
        return Duration.ofMillis(Math.round(whole * (1 - random.getAsDouble() / 2)));
    }
}

package dev.thorax.runtime.health;

import org.eclipse.microprofile.health.HealthCheckResponse;

/** Answers checks of threads that must run as long as the service does. */
public final class ThreadLiveness {
    private ThreadLiveness() {}

    /**
     * Returns the answer of a check.
     *
     * @param name of the check
     * @param alive whether the thread runs
     */
    public static HealthCheckResponse of(String name, boolean alive) {
        if (alive) {
            return HealthCheckResponse.up(name);
        }
        return HealthCheckResponse.named(name)
                .down()
                .withData("reason", "The thread has ended; start the service again.")
                .build();
    }
}

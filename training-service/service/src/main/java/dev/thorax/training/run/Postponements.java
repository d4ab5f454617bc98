package dev.thorax.training.run;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import dev.thorax.contracts.worker.JobKeys;
import dev.thorax.storage.Backoff;

/** Remembers which jobs this replica could not do, and when it may try each again. Safe for use by many threads. */
final class Postponements {
    /**
     * A job that could not be done here.
     *
     * @param failures how often in a row
     * @param until when it may be tried again
     */
    private record Postponed(int failures, Instant until) {}

    private final Map<JobKeys, Postponed> jobs = new ConcurrentHashMap<>();
    private final Backoff backoff;
    private final Clock clock;

    Postponements(Backoff backoff, Clock clock) {
        this.backoff = backoff;
        this.clock = clock;
    }

    /** Returns whether this replica must leave {@code job} to others for now. */
    boolean isPostponed(JobKeys job) {
        Postponed postponed = jobs.get(job);
        return postponed != null && clock.instant().isBefore(postponed.until());
    }

    /** Postpones {@code job}, each time for longer. Returns for how long. */
    Duration add(JobKeys job) {
        Postponed last = jobs.get(job);
        int failures = last == null ? 1 : last.failures() + 1;
        Duration pause = backoff.pause(failures);
        jobs.put(job, new Postponed(failures, clock.instant().plus(pause)));
        return pause;
    }

    /** Forgets the jobs that are not among {@code open}. */
    void retain(Collection<JobKeys> open) {
        jobs.keySet().retainAll(open);
    }
}

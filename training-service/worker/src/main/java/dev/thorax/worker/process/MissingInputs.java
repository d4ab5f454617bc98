package dev.thorax.worker.process;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.worker.JobKeys;
import dev.thorax.storage.ObjectMissingException;
import dev.thorax.storage.ObjectStore;

/** Remembers in the object store what a job waits for and since when, whichever replica tries it. */
final class MissingInputs {
    /** How long a job waits for the same object or file. */
    static final Duration LONGEST = Duration.ofHours(6);

    /** A job that was not tried for longer than this had what it waited for, as tries are 10 minutes apart at most. */
    static final Duration LONGEST_PAUSE = Duration.ofHours(1);

    private final ObjectStore store;
    private final JobKeys job;
    private final Clock clock;

    MissingInputs(ObjectStore store, JobKeys job, Clock clock) {
        this.store = store;
        this.job = job;
        this.clock = clock;
    }

    /** What was missing at the last try, since when, and when that try was. Earlier releases wrote no time of it. */
    private record Missing(String name, Instant since, Instant lastTry) {
        boolean isStill(String name, Instant now) {
            return name.equals(this.name)
                    && since != null
                    && (lastTry == null || lastTry.plus(LONGEST_PAUSE).isAfter(now));
        }
    }

    /** Returns whether {@code name} has been missing for too long. The first call for it begins the wait. */
    boolean isGivenUp(String name) {
        Instant now = clock.instant();
        Missing last = last();
        Instant since = last != null && last.isStill(name, now) ? last.since() : now;
        store.put(job.missing(), Json.write(new Missing(name, since, now)), "application/json");
        return !since.plus(LONGEST).isAfter(now);
    }

    private Missing last() {
        try {
            return Json.read(store.get(job.missing()), Missing.class);
        } catch (ObjectMissingException | Json.UnreadableEventException e) {
            return null;
        }
    }
}

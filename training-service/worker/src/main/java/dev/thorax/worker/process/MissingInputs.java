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

    private final ObjectStore store;
    private final JobKeys job;
    private final Clock clock;

    MissingInputs(ObjectStore store, JobKeys job, Clock clock) {
        this.store = store;
        this.job = job;
        this.clock = clock;
    }

    /** What was missing at the last try, and since when. */
    private record Missing(String name, Instant since) {}

    /** Returns whether {@code name} has been missing for too long. The first call for it begins the wait. */
    boolean isGivenUp(String name) {
        Instant now = clock.instant();
        Missing last = last();
        if (last == null || !name.equals(last.name()) || last.since() == null) {
            store.put(job.missing(), Json.write(new Missing(name, now)), "application/json");
            return false;
        }
        return !last.since().plus(LONGEST).isAfter(now);
    }

    private Missing last() {
        try {
            return Json.read(store.get(job.missing()), Missing.class);
        } catch (ObjectMissingException | Json.UnreadableEventException e) {
            return null;
        }
    }
}

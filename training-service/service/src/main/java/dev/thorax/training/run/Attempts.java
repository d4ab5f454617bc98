package dev.thorax.training.run;

import jakarta.inject.Singleton;

import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.worker.JobKeys;
import dev.thorax.storage.ObjectMissingException;
import dev.thorax.storage.ObjectStore;
import dev.thorax.storage.RetryingObjectStore;

/**
 * Counts in the object store how many workers of a job died, so that a job that kills its control plane is given up. A worker
 * counts from its start, and no longer if it was stopped or could not be started. A store that is away is waited for.
 */
@Singleton
public class Attempts {
    private final ObjectStore store;

    /** Counts in {@code store}. */
    public Attempts(ObjectStore store) {
        this.store = new RetryingObjectStore(store);
    }

    /** Counts one more worker; returns how many there are now. */
    int begin(JobKeys job) {
        int begun = count(job) + 1;
        write(job, begun);
        return begun;
    }

    /** Takes back the last count: its worker was stopped by no fault of the job. */
    void release(JobKeys job) {
        write(job, Math.max(0, count(job) - 1));
    }

    /** Deletes the count of {@code job}. */
    public void delete(JobKeys job) {
        store.delete(job.attempts());
    }

    private int count(JobKeys job) {
        try {
            return Json.read(store.get(job.attempts()), Count.class).attempts();
        } catch (ObjectMissingException | Json.UnreadableEventException e) {
            return 0;
        }
    }

    private void write(JobKeys job, int attempts) {
        store.put(job.attempts(), Json.write(new Count(attempts)), "application/json");
    }

    private record Count(int attempts) {}
}

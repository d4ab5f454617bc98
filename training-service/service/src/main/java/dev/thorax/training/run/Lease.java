package dev.thorax.training.run;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.worker.JobKeys;
import dev.thorax.contracts.worker.LeaseRecord;
import dev.thorax.storage.ObjectStore;
import dev.thorax.storage.StoreUnavailableException;

/**
 * Right of this replica to supervise one job, for as long as it is renewed in time and no replica has taken a later turn.
 */
final class Lease implements AutoCloseable {
    private static final String JSON = "application/json";

    private final ObjectStore store;
    private final Clock clock;
    private final Duration length;
    private final String owner;
    private final JobKeys job;
    private final int turn;
    private final RunningWorker adopted;
    private final Integer continues;
    private volatile long renewed;
    private volatile boolean lost;
    private boolean ended;

    /**
     * Holds a turn.
     *
     * @param adopted the worker of the turn before that this turn continues, or null
     * @param taken when the turn was taken, of {@link System#nanoTime}
     */
    Lease(Leases leases, JobKeys job, int turn, RunningWorker adopted, long taken) {
        this.store = leases.store();
        this.clock = leases.clock();
        this.length = leases.length();
        this.owner = leases.owner();
        this.job = job;
        this.turn = turn;
        this.adopted = adopted;
        this.continues = adopted == null ? null : Integer.valueOf(turn - 1);
        this.renewed = taken;
    }

    int turn() {
        return turn;
    }

    /** Returns the running worker that came with the lease, if there is one. */
    Optional<RunningWorker> adopted() {
        return Optional.ofNullable(adopted);
    }

    /** Returns whether no other replica can have taken the job. Makes no request. */
    boolean isHeld() {
        return !lost && System.nanoTime() - renewed < length.toNanos();
    }

    /** Renews the lease unless it is lost. Throws {@link StoreUnavailableException} if the store does not answer. */
    synchronized void renew() {
        long now = System.nanoTime();
        if (!isHeld() || store.exists(job.lease(turn + 1))) {
            lost = true;
            return;
        }
        write(clock.instant().plus(length));
        renewed = now;
    }

    /** Records that the worker of this turn has ended, so that the next turn need not wait for its lease. */
    void workerEnded() {
        store.delete(job.worker(turn));
    }

    /** Records that the job has ended: closing the lease then deletes all turns of the job. */
    synchronized void jobEnded() {
        ended = true;
    }

    /** Lets another replica take the job at once. If the store does not answer, the lease ends by itself. */
    @Override
    public synchronized void close() {
        try {
            if (ended && isHeld()) {
                store.list(job.workers()).forEach(store::delete);
                store.list(job.leases()).forEach(store::delete);
            } else if (isHeld()) {
                write(clock.instant());
            }
        } catch (StoreUnavailableException e) {
            lost = true;
        }
        lost = true;
    }

    private void write(Instant until) {
        store.put(job.lease(turn), Json.write(new LeaseRecord(owner, until, continues)), JSON);
    }
}

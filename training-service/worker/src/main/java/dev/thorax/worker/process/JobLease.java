package dev.thorax.worker.process;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import java.util.stream.Stream;

import org.jboss.logging.Logger;

import dev.thorax.contracts.event.TrainingRequested;
import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.contracts.worker.JobKeys;
import dev.thorax.contracts.worker.JobOrder;
import dev.thorax.contracts.worker.LeaseRecord;
import dev.thorax.contracts.worker.WorkerExit;
import dev.thorax.contracts.worker.WorkerLaunch;
import dev.thorax.storage.ObjectMissingException;
import dev.thorax.storage.ObjectStore;
import dev.thorax.storage.StoreUnavailableException;

/**
 * Lease of this worker on its job. It is renewed for as long as no other turn of the job begins. The process ends if it
 * cannot be renewed in time, or if the job is cancelled. A later turn may continue with this worker.
 */
final class JobLease implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(JobLease.class);
    private static final int RENEWALS_PER_LEASE = 15;

    private final ObjectStore store;
    private final JobKeys job;
    private final Duration length;
    private final Clock clock;
    private final IntConsumer exit;
    private final String owner = "worker " + ProcessHandle.current().pid();
    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(2, JobLease::daemon);
    private List<String> cancellations = List.of();
    private int turn;
    private volatile long renewed = System.nanoTime();
    private volatile boolean closed;

    /**
     * Prepares the lease of a worker; nothing is written yet.
     *
     * @param exit ends this process with an exit code
     */
    JobLease(ObjectStore store, JobKeys job, WorkerLaunch launch, Clock clock, IntConsumer exit) {
        this.store = store;
        this.job = job;
        this.length = launch.settings().lease();
        this.turn = launch.turn();
        this.clock = clock;
        this.exit = exit;
    }

    /** Takes the lease, and renews it from now on. */
    void hold(JobOrder order) {
        TrainingRequested training = order.training();
        cancellations = training == null
                ? List.of()
                : Stream.of(training.trainingId(), training.whole())
                        .distinct()
                        .map(StorageKeys::cancellation)
                        .toList();
        renewed = System.nanoTime();
        long pause = Math.max(1, length.toMillis() / RENEWALS_PER_LEASE);
        threads.scheduleWithFixedDelay(this::renewQuietly, 0, pause, TimeUnit.MILLISECONDS);
        threads.scheduleWithFixedDelay(this::check, pause, pause, TimeUnit.MILLISECONDS);
    }

    /** Returns whether no other worker can have begun the job. Makes no request. */
    boolean isHeld() {
        return !closed && System.nanoTime() - renewed < length.toNanos();
    }

    private void renewQuietly() {
        try {
            renew();
        } catch (StoreUnavailableException | ObjectMissingException e) {
            LOG.warnf("The lease of the worker is not renewed cause=\"%s\"", e.getMessage());
        }
    }

    /** Renews the lease, or ends the process. */
    synchronized void renew() {
        if (closed) {
            return;
        }
        long now = System.nanoTime();
        if (store.exists(job.lease(turn + 1)) && !isContinued()) {
            exit.accept(WorkerExit.LEASE_LOST);
            return;
        }
        LeaseRecord lease = new LeaseRecord(owner, clock.instant().plus(length), null);
        store.put(job.worker(turn), Json.write(lease), "application/json");
        renewed = now;
        if (cancellations.stream().anyMatch(store::exists)) {
            exit.accept(WorkerExit.CANCELLED);
        }
    }

    /** Moves to the next turn if that one continues with this worker. */
    private boolean isContinued() {
        LeaseRecord next = Json.read(store.get(job.lease(turn + 1)), LeaseRecord.class);
        if (!Integer.valueOf(turn).equals(next.continues())) {
            return false;
        }
        LOG.infof("Another control plane supervises this worker owner=\"%s\"", next.owner());
        turn++;
        return true;
    }

    private void check() {
        if (!closed && !isHeld()) {
            exit.accept(WorkerExit.LEASE_LOST);
        }
    }

    /** Ends the work of this process under the lease. No other worker may begin yet. */
    synchronized void stop() {
        closed = true;
        threads.shutdownNow();
    }

    /** Gives the lease back, so that another worker may begin at once. */
    @Override
    public synchronized void close() {
        stop();
        try {
            store.delete(job.worker(turn));
        } catch (StoreUnavailableException e) {
            LOG.debug("The lease of the worker ends by itself", e);
        }
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "job-lease");
        thread.setDaemon(true);
        return thread;
    }
}

package dev.thorax.training.run;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import org.jboss.logging.Logger;

import dev.thorax.contracts.event.TrainingProgress;
import dev.thorax.contracts.worker.FailureMessages;
import dev.thorax.contracts.worker.WorkerMessage;
import dev.thorax.storage.StoreUnavailableException;

/** One run of a job under a lease: starts workers until the job has ended, and closes it. */
final class JobRun {
    /** The number of workers that a job may have: one, and one more from the checkpoint after a crash of worker or control plane. */
    static final int MAX_ATTEMPTS = 2;

    private static final Logger LOG = Logger.getLogger(JobRun.class);

    private final OpenOrder open;
    private final JobHandler handler;
    private final JobStore stores;
    private final WorkerLauncher launcher;
    private final RunSupervisor supervisor;

    JobRun(OpenOrder open, JobHandler handler, JobStore stores, WorkerLauncher launcher) {
        this.open = open;
        this.handler = handler;
        this.stores = stores;
        this.launcher = launcher;
        this.supervisor = new RunSupervisor(launcher.isTied());
    }

    /** Stops the run: its worker is killed, or left to another control plane if it is not tied to this one. */
    void stop() {
        supervisor.stop(StopReason.SHUTDOWN);
    }

    /**
     * Runs the job to its end.
     *
     * @throws RunInterruptedException if the job stays open
     * @throws RunPostponedException if the job stays open and is not to be tried here at once
     */
    void run(Lease lease, Duration length) {
        try (lease;
                supervisor) {
            if (!stores.orders().contains(open.job())) {
                // Closed after the orders were listed.
                lease.jobEnded();
                return;
            }
            supervisor.watch(lease, length, () -> handler.isCancelled(open.order()));
            WorkerMessage end = end(lease);
            if (!lease.isHeld()) {
                throw new RunInterruptedException("The lease is lost");
            }
            handler.close(open.order(), end);
            stores.close(open.job());
            lease.jobEnded();
        }
    }

    private WorkerMessage end(Lease lease) {
        if (lease.adopted().isPresent()) {
            LOG.infof("A running worker is adopted order=%s turn=%d", open.job().order(), lease.turn());
            Instant published = handler.publishedUntil(open.order());
            Optional<WorkerMessage> end = await(lease.adopted().get(), lease, 1, published);
            if (end.isPresent()) {
                return end.get();
            }
        }
        for (; ; ) {
            Optional<WorkerMessage> settled = stores.result(open.job()).or(() -> handler.settled(open.order()));
            if (settled.isPresent()) {
                return settled.get();
            }
            int attempt = stores.attempts().begin(open.job());
            if (attempt > MAX_ATTEMPTS) {
                return WorkerMessage.failed(
                        "The " + open.job().kind() + " was begun " + MAX_ATTEMPTS
                                + " times and the service died each time, so it is given up; ask for it with a smaller data set.");
            }
            Optional<WorkerMessage> end = start(lease, attempt);
            if (end.isPresent()) {
                return end.get();
            }
        }
    }

    private Optional<WorkerMessage> start(Lease lease, int attempt) {
        if (supervisor.isStopped()) {
            return stopped(lease);
        }
        try {
            return await(launcher.start(open.job(), lease.turn()), lease, attempt, Instant.MIN);
        } catch (RunInterruptedException | RunPostponedException | StoreUnavailableException e) {
            throw e;
        } catch (WorkerUnavailableException e) {
            throw postponed(lease, e.getMessage());
        } catch (RuntimeException | LinkageError | OutOfMemoryError e) {
            LOG.errorf(e, "A worker could not be started order=%s", open.job().order());
            throw postponed(lease, FailureMessages.ofStart(open.job().kind(), e));
        }
    }

    /** Returns the end, or empty if the job is to be looked at again. */
    private Optional<WorkerMessage> await(RunningWorker worker, Lease lease, int attempt, Instant published) {
        boolean ended = false;
        try {
            supervisor.worker(worker);
            WorkerMessage last = worker.await(progress -> progressed(progress, published));
            ended = true;
            if (last.unable() != null) {
                throw postponed(lease, last.unable());
            }
            return Optional.of(last);
        } catch (WorkerCrashException crash) {
            ended = true;
            return crashed(crash, lease, attempt);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RunInterruptedException("The service stops");
        } finally {
            if (ended || !supervisor.leavesWorker()) {
                worker.close();
            }
        }
    }

    private Optional<WorkerMessage> crashed(WorkerCrashException crash, Lease lease, int attempt) {
        if (supervisor.isStopped() || crash.isInterruption()) {
            return stopped(lease);
        }
        Optional<WorkerMessage> result = stores.result(open.job());
        if (result.isPresent()) {
            return result;
        }
        if (attempt >= MAX_ATTEMPTS || !crash.isRetryable()) {
            return Optional.of(WorkerMessage.failed(crash.getMessage()));
        }
        handler.restarted(open.order(), crash.getMessage());
        return Optional.empty();
    }

    /** No worker died, so none is counted. Published under the lease, as another replica may begin right after it. */
    private RunPostponedException postponed(Lease lease, String cause) {
        stores.attempts().release(open.job());
        try {
            lease.workerEnded();
            if (!supervisor.isStopped() && lease.isHeld()) {
                handler.postponed(open.order(), cause);
            }
        } catch (StoreUnavailableException e) {
            LOG.warnf(
                    "A postponement is not published order=%s cause=\"%s\"",
                    open.job().order(), e.getMessage());
        }
        return new RunPostponedException(cause);
    }

    private Optional<WorkerMessage> stopped(Lease lease) {
        if (supervisor.reason() == StopReason.CANCELLED) {
            return Optional.empty();
        }
        // Nothing crashed: a store that was away for the length of a lease is no fault of the job.
        stores.attempts().release(open.job());
        lease.workerEnded();
        throw new RunInterruptedException("The service stops, or the lease could not be renewed");
    }

    /** A replica that hung publishes nothing: another one may be further. */
    private void progressed(TrainingProgress progress, Instant published) {
        if (!supervisor.isStopped() && progress.at().isAfter(published)) {
            handler.progressed(open.order(), progress);
        }
    }
}

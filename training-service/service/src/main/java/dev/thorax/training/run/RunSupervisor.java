package dev.thorax.training.run;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;

import org.jboss.logging.Logger;

/** Renews the lease of one run, and kills its worker when the run may not go on. */
final class RunSupervisor implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(RunSupervisor.class);
    private static final int RENEWALS_PER_LEASE = 15;
    private static final int CHECKS_PER_RENEWAL = 4;

    private final boolean tied;
    // One for what asks the store, which may hang, and one for what may not.
    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(2);
    private final AtomicReference<StopReason> reason = new AtomicReference<>();
    private volatile RunningWorker worker;

    /** Supervises a run; {@code tied} is whether a worker ends with this control plane. */
    RunSupervisor(boolean tied) {
        this.tied = tied;
    }

    /** Returns why the run was stopped, or null while it goes on. */
    StopReason reason() {
        return reason.get();
    }

    boolean isStopped() {
        return reason() != null;
    }

    /** Stops the run; the first reason counts. A worker that outlives its control plane outlives its shutdown, too. */
    void stop(StopReason why) {
        if (reason.compareAndSet(null, why)) {
            LOG.infof("A run is stopped reason=%s", why);
        }
        killIfStopped();
    }

    /** Supervises {@code started} from now on. */
    void worker(RunningWorker started) {
        worker = started;
        killIfStopped();
    }

    /** Returns whether a stopped run leaves its worker to another control plane. */
    boolean leavesWorker() {
        return !tied && reason() != null && reason() != StopReason.CANCELLED;
    }

    private void killIfStopped() {
        RunningWorker running = worker;
        if (isStopped() && running != null && !leavesWorker()) {
            running.kill();
        }
    }

    /**
     * Begins to supervise.
     *
     * @param length of the lease
     * @param cancelled asks the store whether the job was cancelled
     */
    void watch(Lease lease, Duration length, BooleanSupplier cancelled) {
        long pause = Math.max(1, length.toMillis() / RENEWALS_PER_LEASE);
        threads.scheduleWithFixedDelay(() -> renew(lease, cancelled), pause, pause, TimeUnit.MILLISECONDS);
        long check = Math.max(1, pause / CHECKS_PER_RENEWAL);
        threads.scheduleWithFixedDelay(() -> check(lease), check, check, TimeUnit.MILLISECONDS);
    }

    private void renew(Lease lease, BooleanSupplier cancelled) {
        try {
            lease.renew();
            if (cancelled.getAsBoolean()) {
                stop(StopReason.CANCELLED);
            }
        } catch (RuntimeException e) {
            LOG.warnf("The lease of a run is not renewed cause=\"%s\"", e.getMessage());
        }
    }

    private void check(Lease lease) {
        if (!lease.isHeld()) {
            stop(StopReason.LEASE_LOST);
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}

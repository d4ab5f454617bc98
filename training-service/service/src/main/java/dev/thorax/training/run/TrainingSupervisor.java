package dev.thorax.training.run;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;

import org.jboss.logging.Logger;

/** Watches over one run of a training, and ends its worker when it may not go on. */
final class TrainingSupervisor implements AutoCloseable {
    /** Why a run ends before its training does. */
    enum End {
        CANCELLED,
        STOPPED,
        LEASE_LOST
    }

    private static final Logger LOG = Logger.getLogger(TrainingSupervisor.class);
    private static final int BEATS_A_LEASE = 15;
    private static final int LOOKS_A_BEAT = 4;

    // One for what asks the store, which may hang, and one for what may not.
    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(2);
    private final AtomicReference<End> end = new AtomicReference<>();
    private volatile WorkerProcess worker;

    /** Why it ended, or null while it goes on. */
    End end() {
        return end.get();
    }

    boolean isEnded() {
        return end() != null;
    }

    /** Ends the run; the first reason counts. */
    void end(End reason) {
        if (end.compareAndSet(null, reason)) {
            LOG.infof("A training is cut short reason=%s", reason);
        }
        WorkerProcess running = worker;
        if (running != null) {
            running.kill();
        }
    }

    /** From now on this is the worker that goes with the run. */
    void worker(WorkerProcess started) {
        worker = started;
        if (isEnded()) {
            started.kill();
        }
    }

    /**
     * Begins to watch.
     *
     * @param length of the lease
     * @param cancelled asks the store whether nobody wants the training any more
     */
    void watch(Lease lease, Duration length, BooleanSupplier cancelled) {
        long beat = length.toMillis() / BEATS_A_LEASE;
        threads.scheduleWithFixedDelay(() -> beat(lease, cancelled), beat, beat, TimeUnit.MILLISECONDS);
        long look = Math.max(1, beat / LOOKS_A_BEAT);
        threads.scheduleWithFixedDelay(() -> look(lease), look, look, TimeUnit.MILLISECONDS);
    }

    private void beat(Lease lease, BooleanSupplier cancelled) {
        try {
            lease.renew();
            WorkerProcess running = worker;
            if (lease.isHeld() && running != null) {
                running.beat();
            }
            if (cancelled.getAsBoolean()) {
                end(End.CANCELLED);
            }
        } catch (RuntimeException e) {
            LOG.warnf("The lease of a training is not renewed reason=\"%s\"", e.getMessage());
        }
    }

    private void look(Lease lease) {
        if (!lease.isHeld()) {
            end(End.LEASE_LOST);
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}

package dev.thorax.training.run;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import org.jboss.logging.Logger;

import dev.thorax.contracts.worker.JobKeys;
import dev.thorax.storage.Backoff;
import dev.thorax.storage.StoreUnavailableException;
import dev.thorax.training.config.TrainingConfig;

/**
 * Runs the open jobs of all replicas: each replica takes the oldest ones that no other has, at most
 * {@code thorax.training.max-parallel} workers at once. A job that has ended or was cancelled needs no worker and is
 * closed at once.
 */
@ApplicationScoped
public class RunScheduler {
    private static final Logger LOG = Logger.getLogger(RunScheduler.class);
    private static final long PAUSE_MILLIS = 1000;
    private static final Duration STOP = Duration.ofSeconds(15);
    /** Pauses before this replica tries a job again that it could not do. */
    private static final Backoff PAUSES = Backoff.between(Duration.ofSeconds(10), Duration.ofMinutes(10));

    private final JobStore stores;
    private final Leases leases;
    private final WorkerLauncher launcher;
    private final JobHandlers handlers;
    private final Semaphore slots;
    private final Postponements postponements;
    private final Map<JobKeys, JobRun> active = new ConcurrentHashMap<>();
    private final ScheduledExecutorService ticks =
            Executors.newSingleThreadScheduledExecutor(work -> new Thread(work, "run-scheduler"));
    private final ExecutorService runs = Executors.newCachedThreadPool(work -> new Thread(work, "run"));
    private final ExecutorService closing = Executors.newSingleThreadExecutor(work -> new Thread(work, "run-closing"));
    private volatile boolean stopping;

    @Inject
    RunScheduler(
            JobStore stores,
            Leases leases,
            WorkerLauncher launcher,
            JobHandlers handlers,
            TrainingConfig config,
            Clock clock) {
        this(stores, leases, launcher, handlers, config.maxParallel(), new Postponements(PAUSES, clock));
    }

    /** @param postponements the jobs that this replica could not do */
    RunScheduler(
            JobStore stores,
            Leases leases,
            WorkerLauncher launcher,
            JobHandlers handlers,
            int maxParallel,
            Postponements postponements) {
        this.stores = stores;
        this.leases = leases;
        this.launcher = launcher;
        this.handlers = handlers;
        this.slots = new Semaphore(maxParallel);
        this.postponements = postponements;
    }

    void start(@Observes StartupEvent event) {
        ticks.scheduleWithFixedDelay(this::tickQuietly, 0, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Looks for jobs now instead of after the pause. */
    public void wake() {
        if (!stopping) {
            ticks.execute(this::tickQuietly);
        }
    }

    private void tickQuietly() {
        try {
            tick();
        } catch (RuntimeException e) {
            LOG.warnf("The open jobs cannot be read; trying again. cause=\"%s\"", e.getMessage());
        } catch (Error e) {
            // If it were thrown, the schedule would end silently, and no job would start any more.
            LOG.error("The open jobs cannot be read for an error of the program; trying again.", e);
        }
    }

    /** Starts what may start. Visible to tests; called by one thread at a time. */
    void tick() {
        List<OpenOrder> all = stores.orders().all();
        postponements.retain(all.stream().map(OpenOrder::job).toList());
        for (OpenOrder open : all) {
            if (stopping || active.containsKey(open.job())) {
                continue;
            }
            try {
                consider(open);
            } catch (StoreUnavailableException e) {
                throw e;
            } catch (WorkerUnavailableException e) {
                postpone(open.job(), e);
            } catch (RuntimeException e) {
                LOG.errorf(
                        e,
                        "An order is left to the next look order=%s",
                        open.job().order());
            }
        }
    }

    private void consider(OpenOrder open) {
        if (isSettled(open)) {
            begin(open, closing, () -> {});
        } else if (!postponements.isPostponed(open.job()) && slots.tryAcquire()) {
            boolean begun = false;
            try {
                begun = begin(open, runs, slots::release);
            } finally {
                if (!begun) {
                    slots.release();
                }
            }
        }
    }

    private boolean isSettled(OpenOrder open) {
        return stores.result(open.job()).isPresent()
                || handlers.of(open.order()).settled(open.order()).isPresent();
    }

    /** Returns false if another replica has the job. */
    private boolean begin(OpenOrder open, ExecutorService thread, Runnable atEnd) {
        Optional<Lease> lease = leases.take(open.job());
        if (lease.isEmpty()) {
            return false;
        }
        JobRun run = new JobRun(open, handlers.of(open.order()), stores, launcher);
        active.put(open.job(), run);
        thread.execute(() -> {
            try {
                run(run, open, lease.get());
            } finally {
                active.remove(open.job());
                atEnd.run();
            }
        });
        return true;
    }

    private void run(JobRun run, OpenOrder open, Lease lease) {
        try {
            run.run(lease, leases.length());
        } catch (RunInterruptedException e) {
            LOG.infof("A job stays open order=%s cause=\"%s\"", open.job().order(), e.getMessage());
        } catch (RunPostponedException e) {
            postpone(open.job(), e);
        } catch (RuntimeException e) {
            LOG.errorf("A job stays open order=%s cause=\"%s\"", open.job().order(), e.getMessage());
            LOG.debug("The failure in full", e);
        }
    }

    private void postpone(JobKeys job, RuntimeException cause) {
        Duration pause = postponements.add(job);
        LOG.warnf(
                "A job cannot be done here now order=%s pauseMillis=%d cause=\"%s\"",
                job.order(), pause.toMillis(), cause.getMessage());
    }

    /** Stops the runs; they go on from their checkpoints when a control plane runs. */
    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        stopping = true;
        ticks.shutdownNow();
        active.values().forEach(JobRun::stop);
        closing.shutdown();
        runs.shutdown();
        if (!launcher.isTied() || !runs.awaitTermination(STOP.toSeconds(), TimeUnit.SECONDS)) {
            runs.shutdownNow();
        }
        closing.shutdownNow();
        runs.awaitTermination(STOP.toSeconds(), TimeUnit.SECONDS);
    }
}

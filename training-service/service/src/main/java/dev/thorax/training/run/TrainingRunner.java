package dev.thorax.training.run;

import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

import jakarta.inject.Singleton;

import dev.thorax.contracts.event.TrainingCancelled;
import dev.thorax.contracts.event.TrainingProgress;
import dev.thorax.contracts.event.TrainingProgress.State;
import dev.thorax.contracts.event.TrainingRequested;
import dev.thorax.training.progress.ProgressLog;
import dev.thorax.worker.TrainingException;

/** Runs one training at a time, each in a worker, for as long as this replica may and someone wants it. */
@Singleton
public class TrainingRunner {
    /** How often a training may be begun: once, and once more from its checkpoint after its worker or service died. */
    static final int MAX_ATTEMPTS = 2;

    private final WorkerLauncher workers;
    private final Leases leases;
    private final Attempts attempts;
    private final Cancellations cancellations;
    private final ProgressLog log;
    private final Clock clock;
    private final AtomicReference<TrainingSupervisor> current = new AtomicReference<>();
    private volatile boolean stopping;

    TrainingRunner(
            WorkerLauncher workers,
            Leases leases,
            Attempts attempts,
            Cancellations cancellations,
            ProgressLog log,
            Clock clock) {
        this.workers = workers;
        this.leases = leases;
        this.attempts = attempts;
        this.cancellations = cancellations;
        this.log = log;
        this.clock = clock;
    }

    /**
     * Runs a training to its end; of one that has ended it only says how.
     *
     * @return its last step
     * @throws TrainingException with a sentence, if it can never succeed
     * @throws TrainingInterruptedException if it is to be taken up again, here or elsewhere
     */
    public TrainingProgress run(TrainingRequested request) {
        String id = request.trainingId();
        try (TrainingSupervisor supervision = new TrainingSupervisor()) {
            current.set(supervision);
            if (stopping) {
                supervision.end(TrainingSupervisor.End.STOPPED);
            }
            try (Lease lease = leases.await(id, supervision::isEnded)) {
                supervision.watch(
                        lease,
                        workers.leash(),
                        () -> cancellations.isAsked(id) || cancellations.isAsked(request.whole()));
                return end(request, supervision);
            }
        } finally {
            current.set(null);
        }
    }

    /** From now on nothing is begun, and what runs is cut short. */
    public void stop() {
        stopping = true;
        giveAway();
    }

    /** Cuts short what runs, as its request is no longer this replica's. */
    void giveAway() {
        TrainingSupervisor running = current.get();
        if (running != null) {
            running.end(TrainingSupervisor.End.STOPPED);
        }
    }

    private TrainingProgress end(TrainingRequested request, TrainingSupervisor supervision) {
        TrainingProgress last = log.latest(request.trainingId()).orElse(null);
        if (last != null && last.state().isFinal() && last.state() != State.DONE) {
            return last;
        }
        boolean done = last != null && last.state() == State.DONE;
        Optional<TrainingCancelled> asked = asked(request);
        if (asked.isPresent() && !done) {
            return cancelled(request, last, asked.get());
        }
        int attempt = attempts.begin(request.trainingId());
        if (attempt > MAX_ATTEMPTS && !done) {
            throw new TrainingException("The training was begun " + MAX_ATTEMPTS
                    + " times and the service died each time, so it is given up; ask for it with a smaller data set.");
        }
        return attempt(request, supervision, attempt);
    }

    private TrainingProgress attempt(TrainingRequested request, TrainingSupervisor supervision, int attempt) {
        try (WorkerProcess worker = workers.start(request)) {
            supervision.worker(worker);
            return worker.await(progress -> tell(progress, supervision));
        } catch (WorkerCrashException death) {
            if (supervision.isEnded()) {
                return ended(request, supervision);
            }
            if (attempt >= MAX_ATTEMPTS || !death.mayGoBetter()) {
                throw new TrainingException(death.getMessage());
            }
            tellOfDeath(request, death);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TrainingInterruptedException("The service stops");
        }
        return end(request, supervision);
    }

    /** A replica that hung has nothing more to tell: another one may be further. */
    private void tell(TrainingProgress progress, TrainingSupervisor supervision) {
        if (!supervision.isEnded()) {
            log.tell(progress);
        }
    }

    private TrainingProgress ended(TrainingRequested request, TrainingSupervisor supervision) {
        switch (supervision.end()) {
            case CANCELLED -> {
                TrainingProgress last = log.latest(request.trainingId()).orElse(null);
                return cancelled(request, last, asked(request).orElseThrow());
            }
            case STOPPED -> {
                attempts.giveBack(request.trainingId());
                throw new TrainingInterruptedException("The service stops or gave the request away");
            }
            default -> {
                // Nothing died: a store that was away for the length of a lease is no fault of the training.
                attempts.giveBack(request.trainingId());
                throw new TrainingInterruptedException("Its lease could not be renewed");
            }
        }
    }

    /** Whether someone wants it, or the cross-validation that it is a fold of, no longer. */
    private Optional<TrainingCancelled> asked(TrainingRequested request) {
        return cancellations.find(request.trainingId()).or(() -> cancellations.find(request.whole()));
    }

    private void tellOfDeath(TrainingRequested request, WorkerCrashException death) {
        TrainingProgress last = log.latest(request.trainingId()).orElse(null);
        log.tell(ProgressLog.after(
                last,
                request.trainingId(),
                request.recipe(),
                State.RUNNING,
                death.getMessage() + " It is begun once more.",
                clock.instant()));
    }

    private TrainingProgress cancelled(TrainingRequested request, TrainingProgress last, TrainingCancelled asked) {
        return ProgressLog.after(
                last,
                request.trainingId(),
                request.recipe(),
                State.CANCELLED,
                Cancellations.sentence(asked),
                clock.instant());
    }
}

package dev.thorax.training.run;

import java.time.Instant;
import java.util.Optional;

import dev.thorax.contracts.event.TrainingProgress;
import dev.thorax.contracts.worker.JobOrder;
import dev.thorax.contracts.worker.WorkerMessage;

/** Knows what one kind of job means: when it ends without a worker, and what follows from its end. */
public interface JobHandler {
    /** Returns whether this handler knows the kind of {@code order}. */
    boolean handles(JobOrder order);

    /** Returns the end of a job that needs no worker any more; empty if it needs one. */
    Optional<WorkerMessage> settled(JobOrder order);

    /** Returns whether the job was cancelled. */
    boolean isCancelled(JobOrder order);

    /** Returns the time of the last progress that was published of the job. */
    Instant publishedUntil(JobOrder order);

    /** Publishes a step of the job. */
    void progressed(JobOrder order, TrainingProgress progress);

    /** Publishes that the worker of the job crashed, and that another one starts. */
    void restarted(JobOrder order, String cause);

    /** Publishes that the job could not be done for a passing reason, and is tried again. */
    void postponed(JobOrder order, String cause);

    /** Publishes the end of the job, and deletes what it does not keep. Called again with the same end after a failure. */
    void close(JobOrder order, WorkerMessage end);
}

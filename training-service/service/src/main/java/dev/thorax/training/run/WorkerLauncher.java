package dev.thorax.training.run;

import java.util.Optional;

import dev.thorax.contracts.worker.JobKeys;

/** Starts workers and finds those that another control plane left behind. */
public interface WorkerLauncher {
    /**
     * Starts a worker for a job.
     *
     * @param job the job, whose order lies in the object store
     * @param turn the turn that the worker works for
     * @throws WorkerUnavailableException with a sentence, if none can be started now
     */
    RunningWorker start(JobKeys job, int turn);

    /**
     * Finds the running worker of an earlier turn. All its messages are read again from the first one.
     *
     * @param turn the turn that the worker was started for
     * @return empty if the worker is not within reach
     * @throws WorkerUnavailableException with a sentence, if that cannot be told now
     */
    Optional<RunningWorker> adopt(JobKeys job, int turn);

    /**
     * Finds a worker that was started for {@code job} and that has no lease because it has not begun yet, or is to begin again
     * elsewhere. As for {@link #adopt}, all its messages are read from the first one.
     *
     * @return empty if there is none
     */
    default Optional<RunningWorker> findWaiting(JobKeys job) {
        return Optional.empty();
    }

    /** Returns whether a worker ends with the control plane that started it. */
    boolean isTied();
}

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
     */
    RunningWorker start(JobKeys job, int turn);

    /**
     * Finds the running worker of an earlier turn. All its messages are read again from the first one.
     *
     * @param turn the turn that the worker was started for
     * @return empty if the worker is not within reach
     */
    Optional<RunningWorker> adopt(JobKeys job, int turn);

    /** Returns whether a worker ends with the control plane that started it. */
    boolean isTied();
}

package dev.thorax.training.run;

import java.nio.file.Path;
import java.util.Optional;

import dev.thorax.contracts.worker.JobKeys;
import dev.thorax.contracts.worker.WorkerSettings;

/**
 * Starts workers as processes on this machine. They are tied to this one: they end when it ends or is silent for the length
 * of a lease, so none is ever left to adopt.
 *
 * @param command how a worker is started
 * @param settings its configuration
 * @param folder for the temporary files of workers
 */
public record LocalWorkerLauncher(WorkerCommand command, WorkerSettings settings, Path folder)
        implements WorkerLauncher {
    @Override
    public RunningWorker start(JobKeys job, int turn) {
        return WorkerProcess.start(job, turn, settings, command, folder).withHeartbeat();
    }

    @Override
    public Optional<RunningWorker> adopt(JobKeys job, int turn) {
        return Optional.empty();
    }

    @Override
    public boolean isTied() {
        return true;
    }
}

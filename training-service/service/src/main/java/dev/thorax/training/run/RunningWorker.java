package dev.thorax.training.run;

import java.util.function.Consumer;

import dev.thorax.contracts.event.TrainingProgress;
import dev.thorax.contracts.worker.WorkerMessage;

/** Worker that runs one job, as the control plane sees it. */
public interface RunningWorker extends AutoCloseable {
    /**
     * Waits until the worker has ended.
     *
     * @param listener receives each step on the way
     * @return its last message
     * @throws WorkerCrashException with a sentence, if it ended without a last message
     */
    WorkerMessage await(Consumer<TrainingProgress> listener) throws WorkerCrashException, InterruptedException;

    /** Kills it. Everything that it writes is whole at any time. */
    void kill();

    /** Kills it if it runs, and deletes its temporary files. */
    @Override
    void close();
}

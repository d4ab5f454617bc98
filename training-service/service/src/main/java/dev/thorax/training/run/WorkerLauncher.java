package dev.thorax.training.run;

import java.nio.file.Path;
import java.time.Duration;

import dev.thorax.contracts.event.TrainingRequested;
import dev.thorax.worker.process.WorkerSettings;

/**
 * Starts workers as this service is configured.
 *
 * @param settings what they need to know
 * @param jvm how they are started
 * @param folder for their temporary files
 * @param leash how long they go on without a word from this service
 */
public record WorkerLauncher(WorkerSettings settings, WorkerCommand jvm, Path folder, Duration leash) {
    WorkerProcess start(TrainingRequested request) {
        return WorkerProcess.start(request, settings, jvm, folder, leash);
    }
}

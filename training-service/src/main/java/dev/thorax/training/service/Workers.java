package dev.thorax.training.service;

import java.nio.file.Path;
import java.time.Duration;

import dev.thorax.events.TrainingRequested;
import dev.thorax.training.worker.JobSettings;
import dev.thorax.training.worker.WorkerJvm;
import dev.thorax.training.worker.WorkerProcess;

/**
 * Starts workers as this service is configured.
 *
 * @param settings what they need to know
 * @param jvm how they are started
 * @param folder for their temporary files
 * @param leash how long they go on without a word from this service
 */
record Workers(JobSettings settings, WorkerJvm jvm, Path folder, Duration leash) {
    WorkerProcess start(TrainingRequested request) {
        return WorkerProcess.start(request, settings, jvm, folder, leash);
    }
}

package dev.thorax.worker.process;

import java.nio.file.Path;
import java.time.Duration;

import dev.thorax.contracts.event.TrainingRequested;

/**
 * The first line that a worker reads: what it is to do.
 *
 * @param request the training
 * @param settings the service's configuration
 * @param folder for its temporary files; removed after it
 * @param leash how long it goes on without a word from the service
 * @param mark begins each line of its words, so that nothing else that a library writes is taken for one
 */
public record WorkerRequest(
        TrainingRequested request, WorkerSettings settings, Path folder, Duration leash, String mark) {}

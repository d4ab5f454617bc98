package dev.thorax.worker.process;

import dev.thorax.contracts.event.TrainingProgress;

/**
 * What a worker says; one of the two is there.
 *
 * @param progress a step on the way or the end, or null
 * @param failure one sentence why the training can never succeed, or null
 */
public record WorkerMessage(TrainingProgress progress, String failure) {
    static WorkerMessage of(TrainingProgress progress) {
        return new WorkerMessage(progress, null);
    }

    static WorkerMessage failed(String sentence) {
        return new WorkerMessage(null, sentence);
    }

    public boolean isLast() {
        return progress == null || progress.state().isFinal();
    }
}

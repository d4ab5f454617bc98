package dev.thorax.contracts.worker;

import org.jspecify.annotations.Nullable;

import dev.thorax.contracts.event.TrainingProgress;

/**
 * Message from a worker to the control plane; exactly one component is there.
 *
 * @param progress a step or the end of a training, or null
 * @param comparison the end of a comparison, or null
 * @param validation the end of a validation, or null
 * @param failure one sentence why the job can never succeed, or null
 * @param unable one sentence why the job could not be done by this worker now, or null; it stays open
 */
public record WorkerMessage(
        @Nullable TrainingProgress progress,
        @Nullable ComparisonResult comparison,
        @Nullable ValidationResult validation,
        @Nullable String failure,
        @Nullable String unable) {

    /** Returns the message that carries {@code progress}. */
    public static WorkerMessage of(TrainingProgress progress) {
        return new WorkerMessage(progress, null, null, null, null);
    }

    /** Returns the message that ends a comparison. */
    public static WorkerMessage of(ComparisonResult comparison) {
        return new WorkerMessage(null, comparison, null, null, null);
    }

    /** Returns the message that ends a validation. */
    public static WorkerMessage of(ValidationResult validation) {
        return new WorkerMessage(null, null, validation, null, null);
    }

    /** Returns the message that ends a job without success. */
    public static WorkerMessage failed(String sentence) {
        return new WorkerMessage(null, null, null, sentence, null);
    }

    /** Returns the last message of a worker that could not do its job for a passing reason. */
    public static WorkerMessage unable(String sentence) {
        return new WorkerMessage(null, null, null, null, sentence);
    }

    /** Returns whether the worker ends with this message. */
    public boolean isLast() {
        return progress == null || progress.state().isFinal();
    }
}

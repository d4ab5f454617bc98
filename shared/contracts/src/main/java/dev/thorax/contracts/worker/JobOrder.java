package dev.thorax.contracts.worker;

import java.time.Instant;
import java.util.Objects;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import dev.thorax.contracts.event.TrainingRequested;

/**
 * Order for one worker job. It lies in the object store for as long as the job has not ended.
 *
 * @param training the training to run, or null
 * @param comparison the versions to compare, or null
 * @param validation the version to score on a hospital's own scans, or null; exactly one of the three is there
 * @param engine the engine of a training that names none, or null for another job
 * @param acceptedAt when the control plane accepted it (UTC); older orders run first
 */
public record JobOrder(
        @Nullable TrainingRequested training,
        @Nullable ComparisonOrder comparison,
        @Nullable ValidationOrder validation,
        @Nullable String engine,
        Instant acceptedAt) {

    /** Requires exactly one job. */
    public JobOrder {
        if (Stream.of(training, comparison, validation).filter(Objects::nonNull).count() != 1) {
            throw new IllegalArgumentException("An order must name either a training, a comparison or a validation.");
        }
    }

    /** Returns the order of a training. */
    public static JobOrder of(TrainingRequested training, String engine, Instant acceptedAt) {
        return new JobOrder(training, null, null, engine, acceptedAt);
    }

    /** Returns the order of a comparison. */
    public static JobOrder of(ComparisonOrder comparison, Instant acceptedAt) {
        return new JobOrder(null, comparison, null, null, acceptedAt);
    }

    /** Returns the order of a validation. */
    public static JobOrder of(ValidationOrder validation) {
        return new JobOrder(null, null, validation, null, validation.requestedAt());
    }

    /** Returns its kind. */
    public JobKind kind() {
        if (training != null) {
            return JobKind.TRAINING;
        }
        return comparison != null ? JobKind.COMPARISON : JobKind.VALIDATION;
    }

    /** Returns the keys of this job in the object store. */
    public JobKeys keys() {
        return switch (kind()) {
            case TRAINING -> JobKeys.ofTraining(training.trainingId());
            case COMPARISON -> JobKeys.ofComparison(comparison.request().promotionId(), comparison.against());
            case VALIDATION -> JobKeys.ofValidation(validation.validationId());
        };
    }
}

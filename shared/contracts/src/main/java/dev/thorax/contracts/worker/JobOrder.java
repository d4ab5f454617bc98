package dev.thorax.contracts.worker;

import java.time.Instant;

import com.fasterxml.jackson.annotation.JsonIgnore;
import org.jspecify.annotations.Nullable;

import dev.thorax.contracts.event.TrainingRequested;

/**
 * Order for one worker job. It lies in the object store for as long as the job has not ended.
 *
 * @param training the training to run, or null
 * @param comparison the versions to compare, or null; exactly one of the two is there
 * @param engine the engine of a training that names none, or null for a comparison
 * @param acceptedAt when the control plane accepted it (UTC); older orders run first
 */
public record JobOrder(
        @Nullable TrainingRequested training,
        @Nullable ComparisonOrder comparison,
        @Nullable String engine,
        Instant acceptedAt) {

    /** Requires exactly one job. */
    public JobOrder {
        if ((training == null) == (comparison == null)) {
            throw new IllegalArgumentException("An order must name either a training or a comparison.");
        }
    }

    /** Returns the order of a training. */
    public static JobOrder of(TrainingRequested training, String engine, Instant acceptedAt) {
        return new JobOrder(training, null, engine, acceptedAt);
    }

    /** Returns the order of a comparison. */
    public static JobOrder of(ComparisonOrder comparison, Instant acceptedAt) {
        return new JobOrder(null, comparison, null, acceptedAt);
    }

    /** Returns the keys of this job in the object store. */
    @JsonIgnore
    public JobKeys keys() {
        return training != null
                ? JobKeys.ofTraining(training.trainingId())
                : JobKeys.ofComparison(comparison.request().promotionId(), comparison.against());
    }
}

package dev.thorax.training.api;

import java.time.Instant;

import dev.thorax.contracts.event.TrainingCancelled;

/**
 * The body of {@code POST /trainings/{id}/cancel}; it may be empty.
 *
 * @param by who, for the record
 * @param why the reason, or null
 */
public record CancelOrder(String by, String why) {
    static final CancelOrder EMPTY = new CancelOrder(null, null);

    private static final String UNKNOWN = "an unnamed user of the HTTP API";

    TrainingCancelled event(String trainingId, Instant at) {
        return new TrainingCancelled(trainingId, by == null || by.isBlank() ? UNKNOWN : by, why, at);
    }
}

package dev.thorax.training.api;

import java.time.Instant;

import dev.thorax.contracts.event.TrainingCancelled;
import dev.thorax.contracts.json.InvalidRequestException;

/**
 * The body of {@code POST /trainings/{id}/cancel}; it may be empty.
 *
 * @param by null, or the caller's own name
 * @param why the reason, or null
 */
public record CancelOrder(String by, String why) {
    static final CancelOrder EMPTY = new CancelOrder(null, null);

    /** Returns the event of {@code caller}. Throws {@link InvalidRequestException} if the order names somebody else. */
    TrainingCancelled event(String trainingId, String caller, Instant at) {
        return new TrainingCancelled(trainingId, DecisionAuthor.of(by, caller), why, at);
    }
}

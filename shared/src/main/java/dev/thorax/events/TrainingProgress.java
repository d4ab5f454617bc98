package dev.thorax.events;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * Where a training stands: one event an epoch, and one at each change of state.
 *
 * @param trainingId the training
 * @param state where it stands
 * @param recipe name of the recipe, or null where the request could not be read
 * @param epoch epochs done
 * @param epochs epochs at most
 * @param loss mean training loss of this epoch (cross-entropy in nats, weighted by class), or null
 * @param validationLoss the same over the validation part, or null
 * @param validationAccuracy share of the validation part that is right, in [0,1], or null
 * @param message one sentence for a person
 * @param at when (UTC)
 */
public record TrainingProgress(
        String trainingId,
        State state,
        @Nullable String recipe,
        int epoch,
        int epochs,
        @Nullable Double loss,
        @Nullable Double validationLoss,
        @Nullable Double validationAccuracy,
        String message,
        Instant at) {

    /** The states of a training, in order; {@link #DONE} and {@link #FAILED} are final. */
    public enum State {
        QUEUED,
        RUNNING,
        EVALUATING,
        DONE,
        FAILED
    }
}

package dev.thorax.contracts.event;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * Progress of a training: one event an epoch, one at each change of state, and one every few seconds within an epoch.
 *
 * @param trainingId the training
 * @param state where it stands
 * @param recipe name of the recipe, or null where the request could not be read
 * @param epoch epochs done
 * @param epochs epochs at most
 * @param loss mean training loss of this epoch (cross-entropy in nats, weighted by class), or null
 * @param validationLoss the same over the validation part, or null
 * @param validationAccuracy share of the validation part that is right, in [0,1], or null
 * @param images images of an epoch, or null outside of one
 * @param imagesDone images of the running epoch that were fitted, or null outside of one
 * @param imagesPerSecond images fitted a second in the running epoch, or null outside of one
 * @param secondsLeft seconds until the last epoch would end at this speed, or null outside of one; a recipe that may stop
 *     early may need fewer
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
        @Nullable Integer images,
        @Nullable Integer imagesDone,
        @Nullable Double imagesPerSecond,
        @Nullable Long secondsLeft,
        String message,
        Instant at) {

    /** Progress outside of an epoch. */
    public TrainingProgress(
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
        this(
                trainingId,
                state,
                recipe,
                epoch,
                epochs,
                loss,
                validationLoss,
                validationAccuracy,
                null,
                null,
                null,
                null,
                message,
                at);
    }

    /** Returns the progress of a training that waits for its turn. */
    public static TrainingProgress queued(TrainingRequested request, Instant at) {
        return of(request.trainingId(), request.recipe(), State.QUEUED, "The training waits for its turn.", at);
    }

    /** Returns the progress of a training that has no figures yet. */
    public static TrainingProgress of(
            String trainingId, @Nullable String recipe, State state, String message, Instant at) {
        return new TrainingProgress(trainingId, state, recipe, 0, 0, null, null, null, message, at);
    }

    /** Returns the progress of the same training in another state; keeps the figures of its last epoch. */
    public TrainingProgress changedTo(State newState, String newMessage, Instant when) {
        return new TrainingProgress(
                trainingId,
                newState,
                recipe,
                epoch,
                epochs,
                loss,
                validationLoss,
                validationAccuracy,
                newMessage,
                when);
    }

    /** The states of a training, in order; it ends in one of the last three. */
    public enum State {
        QUEUED,
        RUNNING,
        EVALUATING,
        DONE,
        FAILED,
        CANCELLED;

        /** Returns whether a training in this state has ended. */
        public boolean isFinal() {
            return compareTo(DONE) >= 0;
        }
    }
}

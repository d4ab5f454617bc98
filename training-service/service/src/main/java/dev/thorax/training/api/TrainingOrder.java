package dev.thorax.training.api;

import java.time.Instant;

import dev.thorax.contracts.event.Slot;
import dev.thorax.contracts.event.TrainingRequested;
import dev.thorax.contracts.json.InvalidRequestException;

/**
 * The body of {@code POST /trainings}.
 *
 * @param dataset name of the data set
 * @param recipe name of the recipe
 * @param engine name of the engine, or null for the configured one
 * @param slot where the version will serve: {@code production} (also for null), {@code candidate}, or {@code none}
 * @param seed seed of the training, or null for 1
 * @param by null, or the caller's own name
 * @param why the caller's reason, if the version is promoted by the caller's explicit word; else null
 * @param folds folds of a cross-validation, 2 to 10, or null for one split
 * @param fromScratch whether a backbone begins with random weights; null for no
 * @param heldOut what is held out to score the version, {@code patients} or {@code sources}; null for what the recipe says
 * @param lungs version of the lung finder, for a recipe that looks at the lungs; null for the one that the recipe names
 */
public record TrainingOrder(
        String dataset,
        String recipe,
        String engine,
        String slot,
        Long seed,
        String by,
        String why,
        Integer folds,
        Boolean fromScratch,
        String heldOut,
        String lungs) {
    private static final String NO_SLOT = "none";

    /** Returns the request of {@code caller}. Throws {@link InvalidRequestException} if the order names somebody else. */
    TrainingRequested request(String trainingId, String caller, Instant at) {
        String place = slot == null ? Slot.PRODUCTION.wireName() : slot;
        return new TrainingRequested(
                trainingId,
                dataset,
                recipe,
                engine,
                NO_SLOT.equals(place) ? null : place,
                seed,
                at,
                DecisionAuthor.ofWord(by, why, caller),
                why,
                folds,
                null,
                fromScratch,
                heldOut,
                lungs);
    }
}

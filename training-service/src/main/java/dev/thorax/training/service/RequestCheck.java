package dev.thorax.training.service;

import java.util.Set;
import java.util.regex.Pattern;

import jakarta.inject.Singleton;

import dev.thorax.events.ModelPromoted;
import dev.thorax.events.TrainingRequested;
import dev.thorax.storage.Keys;
import dev.thorax.training.Engines;
import dev.thorax.training.problem.CannotTrain;
import dev.thorax.training.promotion.CannotPromote;
import dev.thorax.training.promotion.OperatorsWord;
import dev.thorax.training.recipe.Recipes;

/** Refuses requests that name what does not exist, before anything is done for them. */
@Singleton
public class RequestCheck {
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
    private static final int MOST_FOLDS = 10;
    /** What {@code .fold-10} leaves of an id. */
    private static final int LONGEST_WHOLE = 56;

    private static final Set<String> SLOTS = Set.of(ModelPromoted.PRODUCTION, ModelPromoted.CANDIDATE);

    private final Recipes recipes;
    private final Engines engines;

    RequestCheck(Recipes recipes, Engines engines) {
        this.recipes = recipes;
        this.engines = engines;
    }

    /** Whether {@code id} may name a training. */
    public static boolean isId(String id) {
        return id != null && ID.matcher(id).matches();
    }

    /**
     * Checks every field of {@code request}.
     *
     * @throws CannotTrain with a sentence about the first that is wrong
     */
    public void check(TrainingRequested request) {
        if (!isId(request.trainingId())) {
            throw new CannotTrain("A training id must be 1 to 64 letters, digits, dots, underscores and dashes.");
        }
        if (!Keys.isName(request.dataset())) {
            throw new CannotTrain(
                    "The dataset must be named with 1 to 128 letters, digits, dots, underscores and dashes.");
        }
        if (request.slot() != null && !SLOTS.contains(request.slot())) {
            throw new CannotTrain("The slot must be production or candidate, or left out.");
        }
        try {
            OperatorsWord.of(request.by(), request.why());
        } catch (CannotPromote e) {
            throw new CannotTrain(e.getMessage());
        }
        if (request.folds() != null && (request.folds() < 2 || request.folds() > MOST_FOLDS)) {
            throw new CannotTrain("A cross-validation must have 2 to " + MOST_FOLDS + " folds, not " + request.folds()
                    + "; leave folds out for one split.");
        }
        if (request.folds() != null
                && request.fold() == null
                && request.trainingId().length() > LONGEST_WHOLE) {
            throw new CannotTrain("The id of a cross-validation must have at most " + LONGEST_WHOLE
                    + " characters, as each fold is a training with an id made of it.");
        }
        recipes.get(request.recipe());
        engines.get(request.engine());
    }
}

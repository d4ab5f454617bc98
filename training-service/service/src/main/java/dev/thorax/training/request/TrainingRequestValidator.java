package dev.thorax.training.request;

import java.util.regex.Pattern;

import jakarta.inject.Singleton;

import dev.thorax.contracts.event.OperatorApproval;
import dev.thorax.contracts.event.PromotionException;
import dev.thorax.contracts.event.Slot;
import dev.thorax.contracts.event.TrainingRequested;
import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.worker.TrainingException;
import dev.thorax.worker.job.EngineRegistry;
import dev.thorax.worker.recipe.Recipes;

/** Refuses requests that name what does not exist, before anything is done for them. */
@Singleton
public class TrainingRequestValidator {
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
    private static final Pattern FOLD_ID = Pattern.compile(".+\\.fold-[0-9]{1,2}");
    private static final int MOST_FOLDS = 10;
    /** What {@code .fold-10} leaves of an id. */
    private static final int LONGEST_WHOLE = 56;

    private final Recipes recipes;
    private final EngineRegistry engines;

    TrainingRequestValidator(Recipes recipes, EngineRegistry engines) {
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
     * @throws TrainingException with a sentence about the first that is wrong
     */
    public void check(TrainingRequested request) {
        if (!isId(request.trainingId())) {
            throw new TrainingException("A training id must be 1 to 64 letters, digits, dots, underscores and dashes.");
        }
        if (!StorageKeys.isName(request.dataset())) {
            throw new TrainingException("The dataset must be named with " + StorageKeys.NAME_RULE + ".");
        }
        if (request.slot() != null && Slot.of(request.slot()).isEmpty()) {
            throw new TrainingException("The slot must be production or candidate, or left out.");
        }
        try {
            OperatorApproval.of(request.by(), request.why());
        } catch (PromotionException e) {
            throw new TrainingException(e.getMessage());
        }
        if (request.folds() != null && (request.folds() < 2 || request.folds() > MOST_FOLDS)) {
            throw new TrainingException("A cross-validation must have 2 to " + MOST_FOLDS + " folds, not "
                    + request.folds() + "; leave folds out for one split.");
        }
        if (request.folds() != null
                && request.fold() == null
                && request.trainingId().length() > LONGEST_WHOLE) {
            throw new TrainingException("The id of a cross-validation must have at most " + LONGEST_WHOLE
                    + " characters, as each fold is a training with an id made of it.");
        }
        checkFold(request);
        recipes.get(request.recipe());
        engines.get(request.engine());
    }

    /** Folds are ordered by this service, under ids that nothing else may have. */
    private static void checkFold(TrainingRequested request) {
        boolean named = FOLD_ID.matcher(request.trainingId()).matches();
        if (request.fold() == null && named) {
            throw new TrainingException(
                    "Ids that end in .fold-N are those of the folds of cross-validations; choose another one.");
        }
        if (request.fold() != null
                && (!named
                        || !request.trainingId().endsWith(".fold-" + request.fold())
                        || request.folds() == null
                        || request.fold() < 1
                        || request.fold() > request.folds())) {
            throw new TrainingException(
                    "The service orders the folds of a cross-validation itself; ask for the whole of it, "
                            + "with folds and without fold.");
        }
    }
}

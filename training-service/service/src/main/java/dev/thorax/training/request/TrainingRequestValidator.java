package dev.thorax.training.request;

import java.util.regex.Pattern;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import dev.thorax.contracts.event.HeldOut;
import dev.thorax.contracts.event.OperatorApproval;
import dev.thorax.contracts.event.PromotionException;
import dev.thorax.contracts.event.Slot;
import dev.thorax.contracts.event.TrainingRequested;
import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.contracts.worker.WorkerDescription;
import dev.thorax.training.config.TrainingConfig;

/** Refuses requests that name what does not exist, before anything is done for them. */
@Singleton
public class TrainingRequestValidator {
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
    private static final Pattern FOLD_ID = Pattern.compile(".+\\.fold-[0-9]{1,2}");
    private static final int MOST_FOLDS = 10;
    /** The longest id to which {@code .fold-10} can be added. */
    private static final int LONGEST_WHOLE = 56;

    private final WorkerDescription worker;
    private final boolean moreRecipes;

    @Inject
    TrainingRequestValidator(WorkerDescription worker, TrainingConfig config) {
        this(worker, config.recipes().isPresent());
    }

    /** @param moreRecipes whether there is a folder with more recipes, which only a worker reads */
    TrainingRequestValidator(WorkerDescription worker, boolean moreRecipes) {
        this.worker = worker;
        this.moreRecipes = moreRecipes;
    }

    /** Returns whether {@code id} may name a training. */
    public static boolean isId(String id) {
        return id != null && ID.matcher(id).matches();
    }

    /**
     * Checks every field of {@code request}.
     *
     * @throws InvalidTrainingRequestException with a sentence about the first that is wrong
     */
    public void check(TrainingRequested request) {
        if (!isId(request.trainingId())) {
            throw new InvalidTrainingRequestException(
                    "A training id must be 1 to 64 letters, digits, dots, underscores and dashes.");
        }
        if (!StorageKeys.isName(request.dataset())) {
            throw new InvalidTrainingRequestException("The dataset must be named with " + StorageKeys.NAME_RULE + ".");
        }
        if (request.slot() != null && Slot.of(request.slot()).isEmpty()) {
            throw new InvalidTrainingRequestException("The slot must be production or candidate, or left out.");
        }
        try {
            OperatorApproval.of(request.by(), request.why());
        } catch (PromotionException e) {
            throw new InvalidTrainingRequestException(e.getMessage());
        }
        if (request.folds() != null && (request.folds() < 2 || request.folds() > MOST_FOLDS)) {
            throw new InvalidTrainingRequestException("A cross-validation must have 2 to " + MOST_FOLDS + " folds, not "
                    + request.folds() + "; leave folds out for one split.");
        }
        if (request.folds() != null
                && request.fold() == null
                && request.trainingId().length() > LONGEST_WHOLE) {
            throw new InvalidTrainingRequestException("The id of a cross-validation must have at most " + LONGEST_WHOLE
                    + " characters, as each fold is a training with an id made of it.");
        }
        if (request.heldOut() != null && HeldOut.of(request.heldOut()).isEmpty()) {
            throw new InvalidTrainingRequestException("heldOut must be patients or sources, or left out.");
        }
        if (request.lungs() != null && !StorageKeys.isName(request.lungs())) {
            throw new InvalidTrainingRequestException(
                    "lungs must be the version of a lung finder, " + StorageKeys.NAME_RULE + ", or left out.");
        }
        checkFold(request);
        checkRecipe(request.recipe());
        checkEngine(request.engine());
    }

    /** A worker refuses what is not in the folder of recipes either. */
    private void checkRecipe(String recipe) {
        if (recipe == null || !moreRecipes && !worker.recipes().contains(recipe)) {
            throw new InvalidTrainingRequestException(
                    "There is no recipe " + (recipe == null ? "" : "\"" + recipe + "\" ") + "here; use one of "
                            + String.join(", ", worker.recipes()) + ".");
        }
    }

    private void checkEngine(String engine) {
        if (engine != null && !worker.engines().contains(engine)) {
            throw new InvalidTrainingRequestException("There is no engine \"" + engine + "\" here; use one of "
                    + String.join(", ", worker.engines()) + ".");
        }
    }

    /** Folds are ordered by this service, under ids that nothing else may have. */
    private static void checkFold(TrainingRequested request) {
        boolean named = FOLD_ID.matcher(request.trainingId()).matches();
        if (request.fold() == null && named) {
            throw new InvalidTrainingRequestException(
                    "Ids that end in .fold-N are those of the folds of cross-validations; choose another one.");
        }
        if (request.fold() != null
                && (!named
                        || !request.trainingId().endsWith(".fold-" + request.fold())
                        || request.folds() == null
                        || request.fold() < 1
                        || request.fold() > request.folds())) {
            throw new InvalidTrainingRequestException(
                    "The service orders the folds of a cross-validation itself; ask for the whole of it, "
                            + "with folds and without fold.");
        }
    }
}

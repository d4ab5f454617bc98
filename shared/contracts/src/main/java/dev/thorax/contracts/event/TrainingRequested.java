package dev.thorax.contracts.event;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * Someone wants a network trained on a data set.
 *
 * @param trainingId identifies the training; it becomes the version of the model. 1 to 64 of {@code A-Z a-z 0-9 . _ -}
 * @param dataset name of the data set
 * @param recipe name of the recipe, e.g. {@code convnet50}
 * @param engine name of the engine, or null for the configured one
 * @param slot the slot to promote the version to when it is done, or null to leave every slot as it is
 * @param seed seed of split, weights, order and augmentation; null stands for 1
 * @param requestedAt when it was asked for (UTC)
 * @param by the operator by whose explicit word the version is promoted, at most 100 characters, or null: then it goes
 *     to production only if it beats the version there
 * @param why that operator's reason, at most 500 characters and nothing about a patient; null together with {@code by}
 * @param folds how many folds of a cross-validation, 2 to 10, or null for one split
 * @param fold which of the folds this is, from 1: services order folds of each other, nobody else; or null for the whole
 * @param fromScratch true to begin with random weights where the recipe has a backbone; null stands for false
 * @param heldOut wire name of what is held out to score the version, {@code patients} or {@code sources}, or null for what the
 *     recipe says
 * @param lungs version of the lung finder by which a recipe with {@code lungs} finds them, or null for the one that the recipe names
 */
public record TrainingRequested(
        String trainingId,
        String dataset,
        String recipe,
        @Nullable String engine,
        @Nullable String slot,
        @Nullable Long seed,
        Instant requestedAt,
        @Nullable String by,
        @Nullable String why,
        @Nullable Integer folds,
        @Nullable Integer fold,
        @Nullable Boolean fromScratch,
        @Nullable String heldOut,
        @Nullable String lungs) {

    private static final String FOLD = ".fold-";

    /** One split, and a backbone with its ImageNet weights. */
    public TrainingRequested(
            String trainingId,
            String dataset,
            String recipe,
            @Nullable String engine,
            @Nullable String slot,
            @Nullable Long seed,
            Instant requestedAt,
            @Nullable String by,
            @Nullable String why) {
        this(trainingId, dataset, recipe, engine, slot, seed, requestedAt, by, why, null, null, null, null, null);
    }

    /** Creates a request that leaves to the recipe what is held out, and which lung finder there is. */
    public TrainingRequested(
            String trainingId,
            String dataset,
            String recipe,
            @Nullable String engine,
            @Nullable String slot,
            @Nullable Long seed,
            Instant requestedAt,
            @Nullable String by,
            @Nullable String why,
            @Nullable Integer folds,
            @Nullable Integer fold,
            @Nullable Boolean fromScratch) {
        this(
                trainingId,
                dataset,
                recipe,
                engine,
                slot,
                seed,
                requestedAt,
                by,
                why,
                folds,
                fold,
                fromScratch,
                null,
                null);
    }

    /**
     * The request for one fold of this cross-validation, a training with an id of its own.
     *
     * @param number which fold, from 1
     */
    public TrainingRequested ofFold(int number) {
        String id = trainingId + FOLD + number;
        return new TrainingRequested(
                id,
                dataset,
                recipe,
                engine,
                null,
                seed,
                requestedAt,
                null,
                null,
                folds,
                number,
                fromScratch,
                heldOut,
                lungs);
    }

    /** Returns the seed to train with: {@link #seed}, or 1 if the request names none. */
    public long seedOrDefault() {
        return seed == null ? 1 : seed;
    }

    /** Returns whether the training begins with random weights even if the recipe has a backbone. */
    public boolean startsFromScratch() {
        return Boolean.TRUE.equals(fromScratch);
    }

    /** The id of the {@link PromotionRequested} that follows when the version is trained, if {@link #slot} names one. */
    public String promotionId() {
        return "training-" + trainingId;
    }

    /** The id of the cross-validation that this is a fold of; of the whole, its own id. */
    public String whole() {
        return fold == null ? trainingId : trainingId.substring(0, trainingId.length() - (FOLD + fold).length());
    }
}

package dev.thorax.training.recipe;

/** Which epoch's weights a training ends with. */
public enum Checkpoint {
    /** Those of the lowest validation loss. */
    BEST,
    /** Those of the last epoch. */
    LAST
}

package dev.thorax.worker.recipe;

/** The choice of the epoch whose weights a training ends with. */
public enum Checkpoint {
    /** Those of the lowest validation loss. */
    LOWEST_LOSS,
    /** Those of the highest validation accuracy, the first of equals. */
    HIGHEST_ACCURACY,
    /** Those of the last epoch. */
    LAST
}

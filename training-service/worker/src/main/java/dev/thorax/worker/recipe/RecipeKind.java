package dev.thorax.worker.recipe;

/** The kinds of network that a recipe trains. */
public enum RecipeKind {
    /** A network that tells classes apart. */
    CLASSIFICATION,
    /** A network that draws a mask, trained on scans with masks. */
    SEGMENTATION
}

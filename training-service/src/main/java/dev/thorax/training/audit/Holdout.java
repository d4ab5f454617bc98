package dev.thorax.training.audit;

/**
 * One fold of a cross-validation, or the only split, as the version had it: no patient is in both parts.
 *
 * @param training indices of the scans that a control may learn from, validation scans too
 * @param test indices of the scans that the version is scored on
 */
public record Holdout(int[] training, int[] test) {}

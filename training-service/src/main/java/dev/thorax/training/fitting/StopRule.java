package dev.thorax.training.fitting;

import dev.thorax.training.recipe.EarlyStopping;

/** Keras' {@code EarlyStopping} on the validation loss: counts epochs that do not improve on the best by the least change. */
final class StopRule {
    private final EarlyStopping rule;
    private double reference = Double.POSITIVE_INFINITY;
    private int waited;

    /**
     * Begins to count.
     *
     * @param rule the rule, or null for never
     */
    StopRule(EarlyStopping rule) {
        this.rule = rule;
    }

    /** Whether to stop after an epoch with that validation loss. */
    boolean stopsAfter(double validationLoss) {
        if (rule == null) {
            return false;
        }
        if (validationLoss < reference - rule.minChange()) {
            reference = validationLoss;
            waited = 0;
            return false;
        }
        return ++waited >= rule.patience();
    }
}

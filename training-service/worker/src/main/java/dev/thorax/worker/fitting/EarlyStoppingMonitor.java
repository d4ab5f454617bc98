package dev.thorax.worker.fitting;

import dev.thorax.worker.recipe.EarlyStopping;

/** Keras' {@code EarlyStopping} on the validation loss: counts epochs that do not improve on the best by the least change. */
final class EarlyStoppingMonitor {
    private final EarlyStopping rule;
    private double reference = Double.POSITIVE_INFINITY;
    private int waited;

    /**
     * Starts to count.
     *
     * @param rule the rule, or null for never
     */
    EarlyStoppingMonitor(EarlyStopping rule) {
        this.rule = rule;
    }

    /** Returns whether to stop after an epoch with that validation loss. */
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

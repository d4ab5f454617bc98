package dev.thorax.worker.fitting;

import dev.thorax.worker.recipe.ReduceOnPlateau;

/** The learning rate over the epochs: constant, or Keras's {@code ReduceLROnPlateau} on the validation loss. */
final class LearningRateSchedule {
    private final ReduceOnPlateau rule;
    private double rate;
    private double reference = Double.POSITIVE_INFINITY;
    private int waited;

    /**
     * Starts the schedule.
     *
     * @param rate the first learning rate
     * @param rule the rule, or null for a constant rate
     */
    LearningRateSchedule(double rate, ReduceOnPlateau rule) {
        this.rate = rate;
        this.rule = rule;
    }

    /** Returns the learning rate of the epoch after one with that validation loss. */
    double rateAfter(double validationLoss) {
        if (rule == null) {
            return rate;
        }
        if (validationLoss < reference - rule.minChange()) {
            reference = validationLoss;
            waited = 0;
        } else if (++waited >= rule.patience()) {
            rate = Math.max(rate * rule.factor(), rule.floor());
            waited = 0;
        }
        return rate;
    }
}

package dev.thorax.worker.fitting;

import dev.thorax.network.engine.Predictor;
import dev.thorax.worker.augment.Batches;

/** The task that a network is fitted to: images to train on, and others that show after each epoch how well it does. */
public interface FittingTask {
    /** Returns what makes the batches of an epoch. */
    Batches batches();

    /** Returns the indices of the scans to train on. */
    int[] training();

    /** Scores a network on the scans for validation. */
    Validation validate(Predictor network);

    /**
     * The figures of a validation.
     *
     * @param loss mean cross-entropy in nats, unweighted
     * @param accuracy share that is right, or the mean Dice coefficient of masks, in [0,1]
     */
    record Validation(double loss, double accuracy) {}
}

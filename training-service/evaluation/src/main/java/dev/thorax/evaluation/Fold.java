package dev.thorax.evaluation;

import java.util.List;

/**
 * The predictions of one network for held-out patients, in one fold of a cross-validation or the only split.
 *
 * @param predictions the network's own probabilities of the held-out scans
 * @param temperature the temperature of this network, fitted on its validation patients
 */
public record Fold(Predictions predictions, Temperature temperature) {

    /** Returns the predictions as they are served, scaled by the temperature. */
    public Predictions scaled() {
        return temperature.apply(predictions);
    }

    /** Concatenates the scaled predictions of all folds. */
    public static Predictions join(List<Fold> folds) {
        return Predictions.join(folds.stream().map(Fold::scaled).toList());
    }
}

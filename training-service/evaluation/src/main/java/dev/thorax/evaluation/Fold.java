package dev.thorax.evaluation;

import java.util.List;

/**
 * What one network says about patients that it never saw: one fold of a cross-validation, or the only split.
 *
 * @param predictions the network's own probabilities of the held-out scans
 * @param temperature the temperature of this network, fitted on its validation patients
 */
public record Fold(Predictions predictions, Temperature temperature) {

    /** The predictions as they are served: scaled by the temperature. */
    public Predictions scaled() {
        return temperature.apply(predictions);
    }

    /** The scaled predictions of all {@code folds}, one after the other. */
    public static Predictions join(List<Fold> folds) {
        return Predictions.join(folds.stream().map(Fold::scaled).toList());
    }
}

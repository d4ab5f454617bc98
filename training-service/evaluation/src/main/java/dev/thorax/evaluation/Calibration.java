package dev.thorax.evaluation;

import java.util.List;

/**
 * The calibration error before and after the temperature.
 *
 * @param temperature the applied temperature, 1 for none; over several folds their geometric mean
 * @param errorBefore expected calibration error of the network's own probabilities, in [0,1] (15 equal bins)
 * @param errorAfter the same of the probabilities that are served
 */
public record Calibration(double temperature, double errorBefore, double errorAfter) {

    static Calibration of(List<Fold> folds) {
        return new Calibration(
                Temperature.mean(folds.stream().map(Fold::temperature).toList()).value(),
                ReliabilityBin.expectedError(
                        Predictions.join(folds.stream().map(Fold::predictions).toList())),
                ReliabilityBin.expectedError(Fold.join(folds)));
    }
}

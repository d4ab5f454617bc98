package dev.thorax.training.fitting;

import dev.thorax.training.evaluation.Predictions;

/** Cross-entropy in nats, each scan weighted by its class, mean over scans. */
final class Loss {
    private static final double SMALLEST = 1e-7;

    private Loss() {}

    static double of(Predictions predictions, float[] classWeights) {
        double sum = 0;
        int[] truth = predictions.truth();
        for (int i = 0; i < truth.length; i++) {
            sum -= classWeights[truth[i]] * Math.log(Math.max(predictions.probabilities()[i][truth[i]], SMALLEST));
        }
        return sum / truth.length;
    }
}

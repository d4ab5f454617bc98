package dev.thorax.worker.fitting;

import dev.thorax.evaluation.Predictions;

/** Cross-entropy in nats, mean over scans. As in Keras, weights of classes are for training only, not for the validation loss. */
final class CrossEntropy {
    private static final double SMALLEST = 1e-7;

    private CrossEntropy() {}

    static double of(Predictions predictions) {
        double sum = 0;
        int[] truth = predictions.truth();
        for (int i = 0; i < truth.length; i++) {
            sum -= Math.log(Math.max(predictions.probabilities()[i][truth[i]], SMALLEST));
        }
        return sum / truth.length;
    }
}

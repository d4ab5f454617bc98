package dev.thorax.evaluation;

import java.util.Arrays;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Scores predictions whose scans count several times or not at all, as in a bootstrap. Weights are int[N], how often each
 * scan counts.
 */
final class WeightedScores {
    private final int[] truth;
    private final int[] predicted;
    private final Ranking[] rankings;

    WeightedScores(Predictions predictions) {
        this.truth = predictions.truth();
        this.predicted = predictions.predicted();
        this.rankings = IntStream.range(0, predictions.classes().size())
                .mapToObj(c -> Ranking.oneVersusRest(predictions, c))
                .toArray(Ranking[]::new);
    }

    /** Returns the share of the scans that are predicted right, in [0,1]. */
    double accuracy(int[] weights) {
        long right = 0;
        long all = 0;
        for (int i = 0; i < truth.length; i++) {
            right += predicted[i] == truth[i] ? weights[i] : 0;
            all += weights[i];
        }
        return (double) right / all;
    }

    /** Returns the recall of class {@code c} as a function of weights, in [0,1]; NaN if it has no scan. */
    ToDoubleFunction<int[]> recall(int c) {
        return weights -> recall(c, weights);
    }

    private double recall(int c, int[] weights) {
        long right = 0;
        long support = 0;
        for (int i = 0; i < truth.length; i++) {
            if (truth[i] == c) {
                right += predicted[i] == c ? weights[i] : 0;
                support += weights[i];
            }
        }
        return (double) right / support;
    }

    /**
     * Returns the share of the scans of other classes that are predicted as class {@code c}, as a function of weights, in
     * [0,1]; NaN if there are none.
     */
    ToDoubleFunction<int[]> falseAlarms(int c) {
        return weights -> falseAlarms(c, weights);
    }

    private double falseAlarms(int c, int[] weights) {
        long taken = 0;
        long others = 0;
        for (int i = 0; i < truth.length; i++) {
            if (truth[i] != c) {
                taken += predicted[i] == c ? weights[i] : 0;
                others += weights[i];
            }
        }
        return (double) taken / others;
    }

    /** Returns the mean recall over the classes that have scans, in [0,1]; NaN if one of these has no weight. */
    double balancedAccuracy(int[] weights) {
        return Arrays.stream(truth)
                .distinct()
                .mapToDouble(c -> recall(c, weights))
                .average()
                .orElse(Double.NaN);
    }

    /** Returns the mean area under the ROC curve over classes, each against all others, in [0,1]; NaN if one has no scan. */
    double rocAucOneVersusRest(int[] weights) {
        double sum = 0;
        for (Ranking ranking : rankings) {
            sum += ranking.area(weights);
        }
        return sum / rankings.length;
    }
}

package dev.thorax.training.evaluation;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * The multi-class area under the ROC curve of Hand and Till (2001, "A simple generalisation of the area under the ROC
 * curve for multiple class classification problems", Machine Learning 45): for each pair of classes the mean of both
 * directions, then the mean over pairs. Equals scikit-learn's {@code roc_auc_score(multi_class="ovo", average="macro")}.
 */
final class OneVersusOneAuc {
    private OneVersusOneAuc() {}

    /** The area in [0,1], or null where a class has no scan. */
    static Double macro(Predictions predictions) {
        int classes = predictions.classes().size();
        double sum = 0;
        for (int a = 0; a < classes; a++) {
            for (int b = a + 1; b < classes; b++) {
                double[] asA = scores(predictions, a, a);
                double[] asB = scores(predictions, b, b);
                if (asA.length == 0 || asB.length == 0) {
                    return null;
                }
                sum += area(asA, scores(predictions, b, a)) / 2 + area(asB, scores(predictions, a, b)) / 2;
            }
        }
        return sum / (classes * (classes - 1) / 2.0);
    }

    private static double[] scores(Predictions predictions, int truth, int column) {
        return IntStream.range(0, predictions.truth().length)
                .filter(i -> predictions.truth()[i] == truth)
                .mapToDouble(i -> predictions.probabilities()[i][column])
                .toArray();
    }

    /** Share of pairs in which the positive scores higher, ties counting half: the Mann-Whitney statistic by mid-ranks. */
    static double area(double[] positives, double[] negatives) {
        int all = positives.length + negatives.length;
        double[] scores = Arrays.copyOf(positives, all);
        System.arraycopy(negatives, 0, scores, positives.length, negatives.length);
        int[] order = IntStream.range(0, all)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> scores[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        double rankSum = 0;
        for (int from = 0, to; from < all; from = to) {
            to = from;
            int positive = 0;
            while (to < all && scores[order[to]] == scores[order[from]]) {
                positive += order[to++] < positives.length ? 1 : 0;
            }
            rankSum += positive * (from + 1 + to) / 2.0;
        }
        double pairs = (double) positives.length * negatives.length;
        return (rankSum - positives.length * (positives.length + 1) / 2.0) / pairs;
    }
}

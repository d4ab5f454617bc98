package dev.thorax.evaluation;

import java.util.stream.IntStream;

/**
 * Computes the area under the ROC curve between pairs of classes (Hand and Till 2001, "A simple generalisation of the area
 * under the ROC curve for multiple class classification problems", Machine Learning 45). It takes only the scans of both
 * classes, and the mean of the rankings by either class's probability.
 */
final class OneVersusOneAuc {
    private OneVersusOneAuc() {}

    /**
     * Returns the mean area between class {@code c} and each other class. Its mean over classes is that over pairs, and
     * equals scikit-learn's {@code roc_auc_score(multi_class="ovo", average="macro")}.
     *
     * @return the area in [0,1], or NaN if a class has no scan
     */
    static double meanArea(Predictions predictions, int c) {
        return IntStream.range(0, predictions.classes().size())
                .filter(other -> other != c)
                .mapToDouble(other -> (area(predictions, c, other) + area(predictions, other, c)) / 2)
                .average()
                .orElse(Double.NaN);
    }

    private static double area(Predictions predictions, int c, int other) {
        int[] truth = predictions.truth();
        int[] both = IntStream.range(0, truth.length)
                .filter(i -> truth[i] == c || truth[i] == other)
                .toArray();
        float[] scores = new float[both.length];
        boolean[] positive = new boolean[both.length];
        for (int i = 0; i < both.length; i++) {
            scores[i] = predictions.probabilities()[both[i]][c];
            positive[i] = truth[both[i]] == c;
        }
        return new Ranking(scores, positive).area();
    }
}

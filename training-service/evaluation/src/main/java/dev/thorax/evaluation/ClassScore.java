package dev.thorax.evaluation;

import java.util.List;

/**
 * The scores of one class. Manifests of earlier versions hold only precision, recall, F1 and support; the others are null
 * there.
 *
 * @param precision share of the scans predicted as the class that are of it, in [0,1]; 0 if none is predicted as it
 * @param recall share of the class's scans that are found, in [0,1]; null if it has none
 * @param recallInterval 95 % bootstrap interval of it, over patients; null if the class has no scan
 * @param specificity share of the other scans that are not predicted as the class, in [0,1]; null if there are none
 * @param f1 harmonic mean of precision and recall, in [0,1]; null if the class has no scan
 * @param support scans of the class
 * @param counts true and false positives and negatives
 * @param rocAucOneVersusRest area under the ROC curve against all other scans, in [0,1]; null if the class, or all others,
 *     have no scan
 * @param rocAucOneVersusOne mean area under the ROC curve against each other class, in [0,1] (Hand and Till 2001); null if
 *     any class has no scan
 * @param prAuc average precision, in [0,1]; null if the class has no scan
 * @param atSpecificity95 the most sensitive threshold of at least 95 % specificity; null if rocAucOneVersusRest is. It is
 *     chosen on the scans on which it is scored, which makes it too good
 * @param atSensitivity95 the most specific threshold of at least 95 % sensitivity; likewise
 */
public record ClassScore(
        double precision,
        Double recall,
        Interval recallInterval,
        Double specificity,
        Double f1,
        int support,
        ClassCounts counts,
        Double rocAucOneVersusRest,
        Double rocAucOneVersusOne,
        Double prAuc,
        OperatingPoint atSpecificity95,
        OperatingPoint atSensitivity95) {
    private static final double WANTED = 0.95;

    /** Scores class {@code c}. */
    static ClassScore of(Predictions predictions, ConfusionMatrix matrix, int c, Interval recallInterval) {
        ClassCounts counts = ClassCounts.of(matrix, c);
        Ranking ranking = Ranking.oneVersusRest(predictions, c);
        List<OperatingPoint> points = ranking.operatingPoints();
        return new ClassScore(
                counts.precision(),
                orNull(counts.recall()),
                recallInterval,
                orNull(counts.specificity()),
                orNull(counts.f1()),
                matrix.support(c),
                counts,
                orNull(ranking.area()),
                orNull(OneVersusOneAuc.meanArea(predictions, c)),
                PrecisionRecallPoint.area(ranking.precisionRecall()),
                OperatingPoint.atSpecificity(WANTED, points),
                OperatingPoint.atSensitivity(WANTED, points));
    }

    private static Double orNull(double figure) {
        return Double.isNaN(figure) ? null : figure;
    }
}

package dev.thorax.evaluation;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The curves that a report draws. They are not part of {@link Evaluation}, because they have as many points as there are
 * scans.
 *
 * @param roc the ROC curve of each class against all others, from the highest threshold down; empty if the class, or all
 *     others, have no scan
 * @param precisionRecall the precision-recall curve of each class, from the highest threshold down; empty if the class has
 *     no scan
 * @param reliability the reliability diagram
 */
public record Curves(
        Map<String, List<OperatingPoint>> roc,
        Map<String, List<PrecisionRecallPoint>> precisionRecall,
        List<ReliabilityBin> reliability) {

    /** Computes the curves of {@code predictions}. */
    public static Curves of(Predictions predictions) {
        Map<String, List<OperatingPoint>> roc = new LinkedHashMap<>();
        Map<String, List<PrecisionRecallPoint>> precisionRecall = new LinkedHashMap<>();
        for (int c = 0; c < predictions.classes().size(); c++) {
            Ranking ranking = Ranking.oneVersusRest(predictions, c);
            roc.put(predictions.classes().get(c), ranking.operatingPoints());
            precisionRecall.put(predictions.classes().get(c), ranking.precisionRecall());
        }
        return new Curves(roc, precisionRecall, ReliabilityBin.bins(predictions));
    }
}

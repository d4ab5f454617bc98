package dev.thorax.evaluation;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a report draws of some predictions. Kept apart from {@link Evaluation}, because the points are as many as scans.
 *
 * @param roc the ROC curve of each class against all others, from the highest threshold down; empty where the class, or
 *     all others, have no scan
 * @param precisionRecall the precision-recall curve of each class, from the highest threshold down; empty where the
 *     class has no scan
 * @param reliability the reliability diagram
 */
public record Curves(
        Map<String, List<OperatingPoint>> roc,
        Map<String, List<PrecisionRecallPoint>> precisionRecall,
        List<ReliabilityBin> reliability) {

    /** The curves of {@code predictions}. */
    public static Curves of(Predictions predictions) {
        Map<String, List<OperatingPoint>> roc = new LinkedHashMap<>();
        Map<String, List<PrecisionRecallPoint>> precisionRecall = new LinkedHashMap<>();
        for (int c = 0; c < predictions.classes().size(); c++) {
            Ranking ranking = Ranking.oneVersusRest(predictions, c);
            roc.put(predictions.classes().get(c), ranking.operatingPoints());
            precisionRecall.put(predictions.classes().get(c), ranking.precisionRecall());
        }
        return new Curves(roc, precisionRecall, ReliabilityBin.of(predictions));
    }
}

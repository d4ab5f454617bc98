package dev.thorax.training.evaluation;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a network reaches on patients that it never saw.
 *
 * @param scans scans evaluated
 * @param patients patients that they are of
 * @param accuracy share of the scans that are right, in [0,1]
 * @param accuracyInterval 95 % bootstrap interval of it, over patients
 * @param majority share that always naming the commonest class would reach, in [0,1]
 * @param rocAucOneVersusOne mean area under the ROC curve over pairs of classes, in [0,1] (Hand and Till 2001)
 * @param perClass precision, recall, F1 and support by class
 * @param confusion int[C][C]: rows are true classes, columns predicted ones
 * @param classes the order of its rows and columns
 */
public record Evaluation(
        int scans,
        int patients,
        double accuracy,
        Interval accuracyInterval,
        double majority,
        Double rocAucOneVersusOne,
        Map<String, ClassScore> perClass,
        int[][] confusion,
        List<String> classes) {

    /**
     * Scores {@code predictions}.
     *
     * @param seed seed of the bootstrap
     */
    public static Evaluation of(Predictions predictions, long seed) {
        ConfusionMatrix matrix = ConfusionMatrix.of(predictions);
        Map<String, ClassScore> perClass = new LinkedHashMap<>();
        for (int c = 0; c < predictions.classes().size(); c++) {
            perClass.put(predictions.classes().get(c), ClassScore.of(matrix, c));
        }
        return new Evaluation(
                matrix.total(),
                (int) predictions.patients().stream().distinct().count(),
                matrix.accuracy(),
                PatientBootstrap.accuracy(predictions, seed),
                matrix.majority(),
                OneVersusOneAuc.macro(predictions),
                perClass,
                matrix.counts(),
                predictions.classes());
    }
}

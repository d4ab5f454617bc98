package dev.thorax.evaluation;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The scores of a network on patients outside its training, by the probabilities that it would serve. Manifests of earlier
 * versions lack some figures; these are null there.
 *
 * @param scans number of scans
 * @param patients number of their patients
 * @param accuracy share of the scans that are predicted right, in [0,1]
 * @param accuracyInterval 95 % bootstrap interval of it, over patients
 * @param majority accuracy of always predicting the commonest class, in [0,1]
 * @param balancedAccuracy mean recall over the classes that have a scan, in [0,1]
 * @param balancedAccuracyInterval 95 % bootstrap interval of it, over patients
 * @param matthews Matthews correlation, in [-1,1]; see {@link ConfusionMatrix#matthews()}
 * @param rocAucOneVersusRest mean area under the ROC curve over classes, each against all others, in [0,1]; null if a class
 *     has no scan
 * @param rocAucOneVersusRestInterval 95 % bootstrap interval of it, over patients; null if a class has no scan
 * @param rocAucOneVersusOne mean area under the ROC curve over pairs of classes, in [0,1] (Hand and Till 2001); null if a
 *     class has no scan
 * @param prAuc mean average precision over classes, in [0,1]; null if a class has no scan
 * @param micro micro-averaged precision, recall and F1 at a threshold of 0.5
 * @param calibration calibration error before and after the temperature
 * @param perClass the scores of each class
 * @param confusion int[C][C]: rows are true classes, columns predicted ones
 * @param classes the order of its rows and columns
 */
public record Evaluation(
        int scans,
        int patients,
        double accuracy,
        Interval accuracyInterval,
        double majority,
        Double balancedAccuracy,
        Interval balancedAccuracyInterval,
        Double matthews,
        Double rocAucOneVersusRest,
        Interval rocAucOneVersusRestInterval,
        Double rocAucOneVersusOne,
        Double prAuc,
        MicroAverage micro,
        Calibration calibration,
        Map<String, ClassScore> perClass,
        int[][] confusion,
        List<String> classes) {

    /**
     * Scores predictions without a temperature.
     *
     * @param seed seed of the bootstrap
     */
    public static Evaluation of(Predictions predictions, long seed) {
        return of(List.of(new Fold(predictions, Temperature.NONE)), seed);
    }

    /**
     * Scores the scans of all folds together, each scaled by the temperature of its fold.
     *
     * @param seed seed of the bootstrap
     */
    public static Evaluation of(List<Fold> folds, long seed) {
        Predictions predictions = Fold.join(folds);
        ConfusionMatrix matrix = ConfusionMatrix.count(predictions);
        PatientBootstrap bootstrap = new PatientBootstrap(predictions, seed);
        WeightedScores scores = new WeightedScores(predictions);
        Map<String, ClassScore> perClass = new LinkedHashMap<>();
        for (int c = 0; c < predictions.classes().size(); c++) {
            Interval recall = bootstrap.interval(scores.recall(c));
            perClass.put(predictions.classes().get(c), ClassScore.of(predictions, matrix, c, recall));
        }
        return new Evaluation(
                matrix.total(),
                (int) predictions.patients().stream().distinct().count(),
                matrix.accuracy(),
                bootstrap.interval(scores::accuracy),
                matrix.majority(),
                matrix.balancedAccuracy(),
                bootstrap.interval(scores::balancedAccuracy),
                matrix.matthews(),
                mean(perClass.values(), ClassScore::rocAucOneVersusRest),
                bootstrap.interval(scores::rocAucOneVersusRest),
                mean(perClass.values(), ClassScore::rocAucOneVersusOne),
                mean(perClass.values(), ClassScore::prAuc),
                MicroAverage.of(predictions),
                Calibration.of(folds),
                perClass,
                matrix.counts(),
                predictions.classes());
    }

    private static Double mean(Collection<ClassScore> scores, Function<ClassScore, Double> figure) {
        double sum = 0;
        for (ClassScore score : scores) {
            if (figure.apply(score) == null) {
                return null;
            }
            sum += figure.apply(score);
        }
        return sum / scores.size();
    }
}

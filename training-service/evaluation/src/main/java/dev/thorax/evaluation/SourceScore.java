package dev.thorax.evaluation;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The scores on the scans of one source (hospital or site).
 *
 * @param source its name, or null for the scans that came without one
 * @param scans scans from there
 * @param patients patients of these scans
 * @param accuracy share of the scans that are predicted right, in [0,1]
 * @param accuracyInterval 95 % bootstrap interval of it, over patients
 * @param calibrationError expected calibration error of its scans, in [0,1] (15 equal bins); null below {@link #FEWEST} scans, as it then
 *     is chance, and in reports from before it was measured
 * @param perClass the scores of each class there
 */
public record SourceScore(
        String source,
        int scans,
        int patients,
        double accuracy,
        Interval accuracyInterval,
        Double calibrationError,
        Map<String, ClassAtSource> perClass) {
    /** Scans from which on the calibration of a source is measured. */
    static final int FEWEST = 30;

    /**
     * Scores the predictions of one source.
     *
     * @param seed seed of the bootstrap
     */
    static SourceScore of(String source, Predictions predictions, long seed) {
        int[] truth = predictions.truth();
        WeightedScores scores = new WeightedScores(predictions);
        PatientBootstrap bootstrap = new PatientBootstrap(predictions, seed);
        Map<String, ClassAtSource> perClass = new LinkedHashMap<>();
        for (int c = 0; c < predictions.classes().size(); c++) {
            perClass.put(predictions.classes().get(c), ClassAtSource.of(scores, bootstrap, truth, c));
        }
        return new SourceScore(
                source,
                truth.length,
                (int) predictions.patients().stream().distinct().count(),
                scores.accuracy(IntStream.generate(() -> 1).limit(truth.length).toArray()),
                bootstrap.interval(scores::accuracy),
                truth.length < FEWEST ? null : ReliabilityBin.expectedError(predictions),
                perClass);
    }
}

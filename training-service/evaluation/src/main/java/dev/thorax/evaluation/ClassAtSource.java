package dev.thorax.evaluation;

/**
 * The scores of one class on the scans of one source. Intervals are 95 % bootstrap intervals over patients.
 *
 * @param scans scans of the class from there
 * @param recall share of them that are found, in [0,1]; null if there are none
 * @param recallInterval interval of it; null if there are none
 * @param others scans of other classes from there
 * @param falseAlarms share of these that are predicted as the class, in [0,1]; null if there are none
 * @param falseAlarmsInterval interval of it; null if there are none
 */
public record ClassAtSource(
        int scans,
        Double recall,
        Interval recallInterval,
        int others,
        Double falseAlarms,
        Interval falseAlarmsInterval) {

    /** Scores class {@code c} of the predictions of one source. */
    static ClassAtSource of(WeightedScores scores, PatientBootstrap bootstrap, int[] truth, int c) {
        int[] once = new int[truth.length];
        int scans = 0;
        for (int i = 0; i < truth.length; i++) {
            once[i] = 1;
            scans += truth[i] == c ? 1 : 0;
        }
        return new ClassAtSource(
                scans,
                orNull(scores.recall(c).applyAsDouble(once)),
                bootstrap.interval(scores.recall(c)),
                truth.length - scans,
                orNull(scores.falseAlarms(c).applyAsDouble(once)),
                bootstrap.interval(scores.falseAlarms(c)));
    }

    private static Double orNull(double figure) {
        return Double.isNaN(figure) ? null : figure;
    }
}

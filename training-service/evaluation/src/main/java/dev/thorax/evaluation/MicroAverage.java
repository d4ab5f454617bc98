package dev.thorax.evaluation;

/**
 * Precision, recall and F1 over all decisions "of this class or not" together, where a class is named if its probability
 * exceeds 0.5, so that a scan may stay without one. So read, they differ; on the most probable class all three are the
 * accuracy. For comparison with published figures only.
 *
 * @param precision share of the named classes that are right, in [0,1]; 0 where none is named
 * @param recall share of the scans whose class is named, in [0,1]
 * @param f1 harmonic mean of both, in [0,1]
 */
public record MicroAverage(double precision, double recall, double f1) {
    private static final float NAMED = 0.5f;

    static MicroAverage of(Predictions predictions) {
        int scans = predictions.truth().length;
        int named = 0;
        int right = 0;
        for (int i = 0; i < scans; i++) {
            for (int c = 0; c < predictions.classes().size(); c++) {
                if (predictions.probabilities()[i][c] > NAMED) {
                    named++;
                    right += c == predictions.truth()[i] ? 1 : 0;
                }
            }
        }
        return new MicroAverage(
                named == 0 ? 0 : (double) right / named, (double) right / scans, 2.0 * right / (named + scans));
    }
}

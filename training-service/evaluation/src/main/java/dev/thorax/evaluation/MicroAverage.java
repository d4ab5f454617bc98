package dev.thorax.evaluation;

/**
 * Precision, recall and F1 over the decisions on all classes together. A class is predicted if its probability exceeds 0.5,
 * so that a scan may have none; with the most probable class all three would be the accuracy. They serve only for comparison
 * with published figures.
 *
 * @param precision share of the predicted classes that are right, in [0,1]; 0 if none is predicted
 * @param recall share of the scans whose class is predicted, in [0,1]
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

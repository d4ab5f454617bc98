package dev.thorax.evaluation;

import java.util.ArrayList;
import java.util.List;

/**
 * A bar of the reliability diagram, with the scans whose greatest probability lies in (from, to].
 *
 * @param from lower end, in [0,1)
 * @param to upper end, in (0,1]
 * @param scans scans in it
 * @param confidence mean of their greatest probability, in [0,1]; null without scans
 * @param accuracy share of them that are right, in [0,1]; null without scans
 */
public record ReliabilityBin(double from, double to, int scans, Double confidence, Double accuracy) {
    private static final int BINS = 15;

    /** Divides predictions into 15 bins of equal width from 0 to 1. */
    static List<ReliabilityBin> bins(Predictions predictions) {
        int[] scans = new int[BINS];
        int[] right = new int[BINS];
        double[] confidence = new double[BINS];
        int[] predicted = predictions.predicted();
        for (int i = 0; i < predicted.length; i++) {
            float top = predictions.probabilities()[i][predicted[i]];
            int bin = bin(top);
            scans[bin]++;
            right[bin] += predicted[i] == predictions.truth()[i] ? 1 : 0;
            confidence[bin] += top;
        }
        List<ReliabilityBin> bins = new ArrayList<>();
        for (int b = 0; b < BINS; b++) {
            bins.add(new ReliabilityBin(
                    (double) b / BINS,
                    (b + 1.0) / BINS,
                    scans[b],
                    scans[b] == 0 ? null : confidence[b] / scans[b],
                    scans[b] == 0 ? null : (double) right[b] / scans[b]));
        }
        return bins;
    }

    /**
     * Returns the expected calibration error of the predicted class: the distance between accuracy and mean confidence,
     * averaged over bins by their scans (Guo et al. 2017, "On calibration of modern neural networks", ICML, equation 3).
     *
     * @return the error in [0,1]
     */
    static double expectedError(Predictions predictions) {
        return bins(predictions).stream()
                        .filter(bin -> bin.scans > 0)
                        .mapToDouble(bin -> bin.scans * Math.abs(bin.accuracy - bin.confidence))
                        .sum()
                / predictions.truth().length;
    }

    private static int bin(float probability) {
        return Math.max(0, Math.min(BINS - 1, (int) Math.ceil((double) probability * BINS) - 1));
    }
}

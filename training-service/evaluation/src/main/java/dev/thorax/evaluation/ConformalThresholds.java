package dev.thorax.evaluation;

import java.util.stream.IntStream;

/**
 * The least probability at which each class belongs to the set of classes that a scan may have (class-conditional conformal
 * prediction; Vovk 2012, "Conditional validity of inductive conformal predictors", ACML).
 *
 * @param thresholds double[C] in [0,1]; 0 if there were too few scans to exclude the class
 * @param scans int[C], the number of scans of each class by which they were set
 */
public record ConformalThresholds(double[] thresholds, int[] scans) {
    /** What rounding in another run of the network may take from a probability. */
    private static final double ROUNDING = 1e-4;

    /**
     * Fits the threshold of each class to the scans of that class: of n scans the one of rank floor((n + 1) (1 - coverage)) by its
     * probability of that class, from below. If that is rank 0, the class belongs to each set.
     *
     * @param calibration scans that the network did not learn from, with the probabilities that it serves
     * @param coverage the share of the scans of a class that have it in their set, in (0,1)
     */
    public static ConformalThresholds fit(Predictions calibration, double coverage) {
        int classes = calibration.classes().size();
        double[] thresholds = new double[classes];
        int[] scans = new int[classes];
        for (int c = 0; c < classes; c++) {
            double[] own = own(calibration, c);
            // 1 - 0.9 is a little below a tenth.
            int rank = (int) Math.floor((own.length + 1) * (1 - coverage) + 1e-9);
            thresholds[c] = rank == 0 ? 0 : Math.max(0, own[rank - 1] - ROUNDING);
            scans[c] = own.length;
        }
        return new ConformalThresholds(thresholds, scans);
    }

    /** Returns the probabilities that the scans of a class have for it, from the least. */
    private static double[] own(Predictions calibration, int label) {
        return IntStream.range(0, calibration.truth().length)
                .filter(i -> calibration.truth()[i] == label)
                .mapToDouble(i -> calibration.probabilities()[i][label])
                .sorted()
                .toArray();
    }
}

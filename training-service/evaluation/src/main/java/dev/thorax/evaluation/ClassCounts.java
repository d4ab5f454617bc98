package dev.thorax.evaluation;

/**
 * Scans by whether they are of a class and whether they were taken for it.
 *
 * @param truePositives scans of the class that were taken for it
 * @param falsePositives other scans that were taken for it
 * @param trueNegatives other scans that were not
 * @param falseNegatives scans of the class that were taken for another
 */
public record ClassCounts(int truePositives, int falsePositives, int trueNegatives, int falseNegatives) {

    /** The counts of class {@code c}. */
    static ClassCounts of(ConfusionMatrix matrix, int c) {
        int right = matrix.right(c);
        int wrongly = matrix.predicted(c) - right;
        int missed = matrix.support(c) - right;
        return new ClassCounts(right, wrongly, matrix.total() - right - wrongly - missed, missed);
    }

    /** Share of the scans taken for the class that are of it, in [0,1]; 0 where none was taken for it. */
    double precision() {
        int taken = truePositives + falsePositives;
        return taken == 0 ? 0 : (double) truePositives / taken;
    }

    /** Share of the class's scans that were found, in [0,1]; NaN where it has none. */
    double recall() {
        return (double) truePositives / (truePositives + falseNegatives);
    }

    /** Share of the other scans that were not taken for the class, in [0,1]; NaN where there are no others. */
    double specificity() {
        return (double) trueNegatives / (trueNegatives + falsePositives);
    }

    /** Harmonic mean of precision and recall, in [0,1]; NaN where the class has no scan. */
    double f1() {
        double twice = 2.0 * truePositives;
        return truePositives + falseNegatives == 0 ? Double.NaN : twice / (twice + falsePositives + falseNegatives);
    }
}

package dev.thorax.evaluation;

/**
 * Counts of true and false decisions for one class.
 *
 * @param truePositives scans of the class that are predicted as it
 * @param falsePositives other scans that are predicted as it
 * @param trueNegatives other scans that are not predicted as it
 * @param falseNegatives scans of the class that are predicted as another
 */
public record ClassCounts(int truePositives, int falsePositives, int trueNegatives, int falseNegatives) {

    /** Counts the decisions for class {@code c}. */
    static ClassCounts of(ConfusionMatrix matrix, int c) {
        int right = matrix.right(c);
        int wrongly = matrix.predicted(c) - right;
        int missed = matrix.support(c) - right;
        return new ClassCounts(right, wrongly, matrix.total() - right - wrongly - missed, missed);
    }

    /** Returns the share of the scans predicted as the class that are of it, in [0,1]; 0 if none is predicted as it. */
    double precision() {
        int predicted = truePositives + falsePositives;
        return predicted == 0 ? 0 : (double) truePositives / predicted;
    }

    /** Returns the share of the class's scans that are found, in [0,1]; NaN if it has none. */
    double recall() {
        return (double) truePositives / (truePositives + falseNegatives);
    }

    /** Returns the share of the other scans that are not predicted as the class, in [0,1]; NaN if there are no others. */
    double specificity() {
        return (double) trueNegatives / (trueNegatives + falsePositives);
    }

    /** Returns the harmonic mean of precision and recall, in [0,1]; NaN if the class has no scan. */
    double f1() {
        double twice = 2.0 * truePositives;
        return truePositives + falseNegatives == 0 ? Double.NaN : twice / (twice + falsePositives + falseNegatives);
    }
}

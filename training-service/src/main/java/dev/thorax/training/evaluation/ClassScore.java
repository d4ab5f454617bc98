package dev.thorax.training.evaluation;

/**
 * How well one class is found.
 *
 * @param precision share of the scans taken for the class that are of it, in [0,1]; 0 where none was taken for it
 * @param recall share of the class's scans that were found, in [0,1]
 * @param f1 harmonic mean of both, in [0,1]
 * @param support scans of the class
 */
public record ClassScore(double precision, double recall, double f1, int support) {

    /** The score of class {@code c}. */
    public static ClassScore of(ConfusionMatrix matrix, int c) {
        int right = matrix.right(c);
        int found = matrix.predicted(c);
        int support = matrix.support(c);
        return new ClassScore(ratio(right, found), ratio(right, support), ratio(2 * right, found + support), support);
    }

    private static double ratio(int part, int whole) {
        return whole == 0 ? 0 : (double) part / whole;
    }
}

package dev.thorax.worker.gate;

import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.CholeskyDecomposition;

/**
 * Estimates a covariance and shrinks it towards a multiple of the unit matrix (Ledoit and Wolf 2004, "A well-conditioned
 * estimator for large-dimensional covariance matrices"). It can be inverted if there are fewer rows than columns, too.
 */
final class ShrunkCovariance {
    /** Features that do not vary at all count as if they varied by this. */
    private static final double LEAST_VARIANCE = 1e-9;

    private static final double SYMMETRY = 1e-9;

    private final double[][] matrix;
    private final double shrinkage;

    private ShrunkCovariance(double[][] matrix, double shrinkage) {
        this.matrix = matrix;
        this.shrinkage = shrinkage;
    }

    /**
     * Estimates the covariance of rows whose mean was taken away.
     *
     * @param rows float64[N][F]
     */
    static ShrunkCovariance of(double[][] rows) {
        double[][] sample = sample(rows);
        double variance = 0;
        double squares = 0;
        for (int i = 0; i < sample.length; i++) {
            variance += sample[i][i] / sample.length;
            squares += dot(sample[i], sample[i]);
        }
        double fourth = 0;
        for (double[] row : rows) {
            double length = dot(row, row);
            fourth += length * length;
        }
        double n = rows.length;
        double spread = squares - sample.length * variance * variance;
        double noise = Math.min(spread, Math.max(0, fourth / (n * n) - squares / n));
        double shrinkage = spread > 0 ? noise / spread : 1;
        return shrunk(sample, Math.max(variance, LEAST_VARIANCE), shrinkage);
    }

    private static ShrunkCovariance shrunk(double[][] sample, double variance, double shrinkage) {
        for (int i = 0; i < sample.length; i++) {
            for (int j = 0; j < sample.length; j++) {
                sample[i][j] *= 1 - shrinkage;
            }
            sample[i][i] += shrinkage * variance + LEAST_VARIANCE;
        }
        return new ShrunkCovariance(sample, shrinkage);
    }

    /** Returns float64[F][F]. */
    double[][] matrix() {
        return matrix;
    }

    /** Returns the weight of the unit matrix, in [0,1]. */
    double shrinkage() {
        return shrinkage;
    }

    /** Returns float64[F][F], upper triangular: a row vector times it has a unit covariance. */
    double[][] whitening() {
        double[][] upper = new CholeskyDecomposition(new Array2DRowRealMatrix(matrix, false), SYMMETRY, 0)
                .getLT()
                .getData();
        return inverse(upper);
    }

    /** Returns the inverse of an upper triangular matrix, row by row from below. */
    private static double[][] inverse(double[][] upper) {
        int size = upper.length;
        double[][] inverse = new double[size][size];
        for (int i = size - 1; i >= 0; i--) {
            double[] row = inverse[i];
            for (int k = i + 1; k < size; k++) {
                double factor = upper[i][k];
                double[] below = inverse[k];
                for (int j = k; j < size; j++) {
                    row[j] -= factor * below[j];
                }
            }
            row[i] = 1;
            for (int j = i; j < size; j++) {
                row[j] /= upper[i][i];
            }
        }
        return inverse;
    }

    private static double[][] sample(double[][] rows) {
        int size = rows[0].length;
        double[][] sample = new double[size][size];
        for (double[] row : rows) {
            for (int i = 0; i < size; i++) {
                double value = row[i] / rows.length;
                double[] target = sample[i];
                for (int j = 0; j <= i; j++) {
                    target[j] += value * row[j];
                }
            }
        }
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < i; j++) {
                sample[j][i] = sample[i][j];
            }
        }
        return sample;
    }

    private static double dot(double[] one, double[] other) {
        double sum = 0;
        for (int i = 0; i < one.length; i++) {
            sum += one[i] * other[i];
        }
        return sum;
    }
}

package dev.thorax.worker.gate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

import dev.thorax.network.onnx.FeatureReference;

/** Measures how far the features of a scan are from those of the training scans, in float64. The graph does the same in float32. */
public final class Distances {
    /** Which of the nearest training scans counts. One odd training scan then does not vouch for others like it. */
    static final int NEIGHBOUR = 5;
    /** Most training scans that stand in {@code model.onnx}: 12 MiB of 768 features. */
    static final int MOST_REFERENCES = 4096;

    private static final double SHORTEST = 1e-12;

    private final FeatureReference reference;

    private Distances(FeatureReference reference) {
        this.reference = reference;
    }

    /**
     * Learns what training scans look like.
     *
     * @param features float32[N][F]
     * @param labels int[N], index of the class of each
     * @param seed decides which scans are references if there are too many
     */
    static Distances learn(float[][] features, int[] labels, long seed) {
        int[] classes = Arrays.stream(labels).distinct().sorted().toArray();
        double[][] means = new double[classes.length][];
        double[][] centred = new double[features.length][];
        for (int c = 0; c < classes.length; c++) {
            int label = classes[c];
            int[] rows = IntStream.range(0, labels.length)
                    .filter(i -> labels[i] == label)
                    .toArray();
            means[c] = mean(features, rows);
            for (int row : rows) {
                centred[row] = minus(features[row], means[c]);
            }
        }
        double[] origin = mean(features, IntStream.range(0, features.length).toArray());
        double[][] whitening = ShrunkCovariance.of(centred).whitening();
        double[][] whitened = Arrays.stream(means)
                .map(mean -> times(minus(mean, origin), whitening))
                .toArray(double[][]::new);
        double[][] references = references(features, seed);
        return new Distances(
                new FeatureReference(origin, whitening, whitened, references, Math.min(NEIGHBOUR, references.length)));
    }

    /** Returns what the graph needs to measure the same. */
    public FeatureReference reference() {
        return reference;
    }

    /**
     * Measures the distances of a scan.
     *
     * @param features float32[F]
     * @return float64[2]: the Mahalanobis distance to the nearest class, 1 less the cosine to the neighbour that counts
     */
    public double[] of(float[] features) {
        return new double[] {mahalanobis(features), neighbour(features)};
    }

    private double mahalanobis(float[] features) {
        double[] white = times(minus(features, reference.origin()), reference.whitening());
        return Arrays.stream(reference.means())
                .mapToDouble(mean -> length(minus(white, mean)))
                .min()
                .orElseThrow();
    }

    private double neighbour(float[] features) {
        double[] unit = unit(features);
        double[] cosines = Arrays.stream(reference.references())
                .mapToDouble(other -> dot(unit, other))
                .sorted()
                .toArray();
        return Math.max(0, 1 - cosines[cosines.length - reference.neighbour()]);
    }

    private static double[][] references(float[][] features, long seed) {
        List<float[]> rows = new ArrayList<>(Arrays.asList(features));
        if (rows.size() > MOST_REFERENCES) {
            Collections.shuffle(rows, new Random(seed));
        }
        return rows.stream().limit(MOST_REFERENCES).map(Distances::unit).toArray(double[][]::new);
    }

    private static double[] unit(float[] features) {
        double[] unit = minus(features, new double[features.length]);
        double length = Math.max(SHORTEST, length(unit));
        Arrays.setAll(unit, f -> unit[f] / length);
        return unit;
    }

    private static double[] mean(float[][] features, int[] rows) {
        double[] mean = new double[features[0].length];
        for (int row : rows) {
            for (int f = 0; f < mean.length; f++) {
                mean[f] += features[row][f] / (double) rows.length;
            }
        }
        return mean;
    }

    private static double[] minus(float[] one, double[] other) {
        double[] difference = new double[one.length];
        Arrays.setAll(difference, f -> one[f] - other[f]);
        return difference;
    }

    private static double[] minus(double[] one, double[] other) {
        double[] difference = new double[one.length];
        Arrays.setAll(difference, f -> one[f] - other[f]);
        return difference;
    }

    /** Returns the product of a row vector and an upper triangular matrix. */
    private static double[] times(double[] row, double[][] upper) {
        double[] product = new double[row.length];
        for (int i = 0; i < row.length; i++) {
            for (int j = i; j < row.length; j++) {
                product[j] += row[i] * upper[i][j];
            }
        }
        return product;
    }

    private static double length(double[] vector) {
        return Math.sqrt(dot(vector, vector));
    }

    private static double dot(double[] one, double[] other) {
        double sum = 0;
        for (int f = 0; f < one.length; f++) {
            sum += one[f] * other[f];
        }
        return sum;
    }
}

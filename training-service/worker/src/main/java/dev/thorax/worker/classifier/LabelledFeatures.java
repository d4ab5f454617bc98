package dev.thorax.worker.classifier;

import java.util.Arrays;

/**
 * The features and classes that a classifier learns from.
 *
 * @param features float[N][F]
 * @param labels int[N], index of each scan's class; every class occurs
 * @param classWeights float[C], how much a scan of each class counts
 * @param scanWeights float[N], how much each scan counts beside its class; only a softmax regression looks at it
 * @param sources int[N], index of each scan's source (hospital or site), from 0; only a discriminant looks at it
 */
public record LabelledFeatures(
        float[][] features, int[] labels, float[] classWeights, float[] scanWeights, int[] sources) {

    /** Features of scans of one source that count as their classes. */
    public LabelledFeatures(float[][] features, int[] labels, float[] classWeights) {
        this(features, labels, classWeights, alike(labels.length), new int[labels.length]);
    }

    private static float[] alike(int scans) {
        float[] weights = new float[scans];
        Arrays.fill(weights, 1);
        return weights;
    }

    /** Returns some of the rows. */
    LabelledFeatures rows(int[] rows) {
        float[] weights = new float[rows.length];
        for (int i = 0; i < rows.length; i++) {
            weights[i] = scanWeights[rows[i]];
        }
        return new LabelledFeatures(
                Arrays.stream(rows).mapToObj(i -> features[i]).toArray(float[][]::new),
                Arrays.stream(rows).map(i -> labels[i]).toArray(),
                classWeights,
                weights,
                Arrays.stream(rows).map(i -> sources[i]).toArray());
    }

    /** Returns how much the scan of a row counts. */
    double weight(int row) {
        return (double) classWeights[labels[row]] * scanWeights[row];
    }
}

package dev.thorax.worker.gate;

import java.util.Random;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import dev.thorax.network.onnx.FeatureReference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class DistancesTest {
    private static final int FEATURES = 4;
    private static final float[][] SCANS = clusters(60);
    private static final int[] LABELS = IntStream.range(0, 60).map(i -> i % 2).toArray();

    @Test
    void shouldMeasureFromTheNearestClass() {
        Distances distances = Distances.learn(SCANS, LABELS, 1);

        double inside = distances.of(new float[] {10, 0, 0, 0})[0];
        double between = distances.of(new float[] {5, 5, 0, 0})[0];
        double outside = distances.of(new float[] {10, 0, 10, 0})[0];

        assertThat(distances.of(new float[] {0, 10, 0, 0})[0]).isLessThan(1);
        assertThat(inside).isLessThan(1);
        assertThat(between).isGreaterThan(4);
        assertThat(outside).isGreaterThan(9);
    }

    @Test
    void shouldMeasureInDeviations() {
        Distances distances = Distances.learn(SCANS, LABELS, 1);
        double[] squares = IntStream.range(0, SCANS.length)
                .mapToDouble(i -> Math.pow(distances.of(SCANS[i])[0], 2))
                .toArray();

        // The mean of squared distances of F features is F.
        assertThat(IntStream.range(0, squares.length)
                        .mapToDouble(i -> squares[i])
                        .average()
                        .orElseThrow())
                .isCloseTo(FEATURES, within(0.6));
    }

    @Test
    void shouldLookAtTheFifthNeighbourWhateverTheLength() {
        float[][] scans = {{1, 0, 0, 0}, {2, 0, 0, 0}, {3, 0, 0, 0}, {1, 0, 0, 0}, {0, 5, 0, 0}, {0, 1, 0, 0}};
        Distances distances = Distances.learn(scans, new int[] {0, 0, 0, 0, 1, 1}, 1);

        assertThat(distances.of(new float[] {7, 0, 0, 0})[1]).isCloseTo(1, within(1e-12));
        assertThat(distances.of(new float[] {1, 1, 0, 0})[1]).isCloseTo(1 - Math.sqrt(0.5), within(1e-12));
    }

    @Test
    void shouldMeasureAScanWithoutFeatures() {
        assertThat(Distances.learn(SCANS, LABELS, 1).of(new float[FEATURES])[1]).isEqualTo(1);
    }

    @Test
    void shouldTakeTheLastOfFewReferences() {
        FeatureReference reference = Distances.learn(new float[][] {{1, 0}, {0, 1}}, new int[] {0, 1}, 1)
                .reference();

        assertThat(reference.neighbour()).isEqualTo(2);
    }

    @Test
    void shouldKeepALimitedNumberOfReferences() {
        float[][] many = clusters(Distances.MOST_REFERENCES + 10);
        int[] labels = new int[many.length];

        assertThat(Distances.learn(many, labels, 1).reference().references())
                .hasNumberOfRows(Distances.MOST_REFERENCES);
    }

    /** Two classes at 10 of the first and of the second feature, with a deviation of 1 in each feature. */
    private static float[][] clusters(int scans) {
        Random random = new Random(5);
        float[][] clusters = new float[scans][FEATURES];
        for (int i = 0; i < scans; i++) {
            for (int f = 0; f < FEATURES; f++) {
                clusters[i][f] = (float) random.nextGaussian() + (f == i % 2 ? 10 : 0);
            }
        }
        return clusters;
    }
}

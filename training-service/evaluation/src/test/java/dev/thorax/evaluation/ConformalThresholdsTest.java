package dev.thorax.evaluation;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class ConformalThresholdsTest {
    private static final List<String> CLASSES = List.of("A", "B");

    @Test
    void shouldTakeTheRankThatTheCoverageLeaves() {
        // 19 scans of A with the probabilities 0.05 to 0.95: rank floor(20 * 0.1) = 2 is 0.1.
        float[][] rows = new float[20][];
        int[] truth = new int[20];
        for (int i = 0; i < 19; i++) {
            float p = (i + 1) / 20f;
            rows[i] = new float[] {p, 1 - p};
        }
        rows[19] = new float[] {0.5f, 0.5f};
        truth[19] = 1;

        ConformalThresholds fitted = ConformalThresholds.fit(predictions(rows, truth), 0.9);

        assertThat(fitted.thresholds()[0]).isCloseTo(0.1, within(2e-4));
        assertThat(fitted.thresholds()[1]).as("one scan excludes nothing").isZero();
        assertThat(fitted.scans()).containsExactly(19, 1);
    }

    /** Over many draws the mean coverage of fresh scans of each class is what was asked for, also of a rare and hard class. */
    @Test
    void shouldCoverFreshScansOfEachClassAsPromised() {
        Random random = new Random(1);
        double[] covered = new double[2];
        double[] scans = new double[2];
        for (int draw = 0; draw < 200; draw++) {
            double[] thresholds =
                    ConformalThresholds.fit(random(random, 150), 0.8).thresholds();
            Predictions fresh = random(random, 100);
            for (int i = 0; i < fresh.truth().length; i++) {
                int label = fresh.truth()[i];
                scans[label]++;
                covered[label] += fresh.probabilities()[i][label] >= thresholds[label] ? 1 : 0;
            }
        }

        assertThat(covered[0] / scans[0]).isBetween(0.79, 0.83);
        assertThat(covered[1] / scans[1]).isBetween(0.79, 0.86);
    }

    /** A tenth of the scans are of B, and the network is bad at these. */
    private static Predictions random(Random random, int scans) {
        int[] truth = IntStream.range(0, scans).map(i -> i % 10 == 0 ? 1 : 0).toArray();
        float[][] rows = new float[scans][];
        for (int i = 0; i < scans; i++) {
            float ofA = (float) (1 / (1 + Math.exp(-(truth[i] == 0 ? 2 : 0.5) - random.nextGaussian())));
            rows[i] = new float[] {ofA, 1 - ofA};
        }
        return predictions(rows, truth);
    }

    private static Predictions predictions(float[][] rows, int[] truth) {
        return new Predictions(
                CLASSES,
                truth,
                rows,
                IntStream.range(0, truth.length).mapToObj(i -> "p" + i).toList());
    }
}

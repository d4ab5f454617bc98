package dev.thorax.worker.gate;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class CrossFittedDistancesTest {
    @Test
    void shouldMeasureAScanWithoutItsPatient() {
        // Two scans of a patient are the same, and unlike those of all others.
        float[][] features =
                IntStream.range(0, 60).mapToObj(i -> noise(i / 2, 80)).toArray(float[][]::new);
        int[] labels = IntStream.range(0, 60).map(i -> i / 2 % 2).toArray();
        List<String> patients =
                IntStream.range(0, 60).mapToObj(i -> "p" + i / 2).toList();

        double[][] apart = CrossFittedDistances.of(features, labels, patients, 1);

        Distances all = Distances.learn(features, labels, 1);
        for (int i = 0; i < 60; i++) {
            assertThat(apart[i][0]).isGreaterThan(1.1 * all.of(features[i])[0]);
            assertThat(apart[i]).isEqualTo(apart[i ^ 1]);
        }
    }

    private static float[] noise(int seed, int size) {
        Random random = new Random(seed);
        float[] noise = new float[size];
        for (int f = 0; f < size; f++) {
            noise[f] = (float) random.nextGaussian();
        }
        return noise;
    }
}

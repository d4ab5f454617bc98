package dev.thorax.worker.audit;

import java.util.Random;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import dev.thorax.worker.classifier.TribuoClassifier;

import static org.assertj.core.api.Assertions.assertThat;

class BaselineClassifiersTest {
    private static final int ROWS = 120;

    private final double[][] rows = new double[ROWS][2];
    private final int[] labels = new int[ROWS];

    /** Points around the corners of a square; opposite corners are of one class, so no line divides them. */
    BaselineClassifiersTest() {
        Random random = new Random(11);
        for (int i = 0; i < ROWS; i++) {
            int x = i % 2;
            int y = i / 2 % 2;
            rows[i][0] = 100 * x + 8 * random.nextGaussian();
            rows[i][1] = 0.01 * y + 0.0008 * random.nextGaussian();
            labels[i] = x ^ y;
        }
    }

    @Test
    void shouldDivideClassesThatNoLineDivides() {
        assertThat(right(BaselineClassifiers.supportVectors(rows, labels))).isEqualTo(4);
        assertThat(right(BaselineClassifiers.forest(rows, labels, 1))).isEqualTo(4);
    }

    @Test
    void shouldGrowTheSameForestFromTheSameSeed() {
        TribuoClassifier one = BaselineClassifiers.forest(rows, labels, 5);
        TribuoClassifier again = BaselineClassifiers.forest(rows, labels, 5);

        for (float x = -20; x <= 120; x += 10) {
            float[] point = {x, 0.005f};
            assertThat(again.probabilities(point)).containsExactly(one.probabilities(point));
        }
    }

    private static long right(TribuoClassifier classifier) {
        return IntStream.range(0, 4)
                .filter(i -> classifier.classify(new double[] {100 * (i % 2), 0.01 * (i / 2)}) == (i % 2 ^ i / 2))
                .count();
    }
}

package dev.thorax.worker.gate;

import java.util.Random;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.thorax.contracts.model.Gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class LimitFinderTest {
    private static final double SHARE = 0.05;

    @Test
    void shouldRefuseTheShareOfManyScansForAllReasonsTogether() {
        Scans scans = new Scans(400, 2);

        Gate.Limits limits = scans.limits();

        assertThat(scans.refusedBy(limits)).isCloseTo(SHARE, within(0.01)).isEqualTo(limits.refused());
        assertThat(limits.refused()).isLessThanOrEqualTo(SHARE);
        assertThat(limits.scans()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 15, 40, 100})
    void shouldRefuseAboutTheShareOfNewScansIfItHasFew(int few) {
        Scans others = new Scans(2000, 99);

        double mean = IntStream.range(0, 40)
                .mapToDouble(seed -> others.refusedBy(new Scans(few, seed).limits()))
                .average()
                .orElseThrow();

        assertThat(mean).isBetween(0.2 * SHARE, 1.5 * SHARE);
    }

    @Test
    void shouldCountScansWithoutLungsInTheShare() {
        Scans scans = new Scans(400, 2);

        Gate.Limits limits = scans.limits(10);

        assertThat(limits.scans()).isEqualTo(410);
        assertThat(limits.refused()).isCloseTo(SHARE, within(0.01)).isLessThanOrEqualTo(SHARE);
        assertThat(scans.refusedBy(limits)).isLessThan(scans.refusedBy(scans.limits()));
    }

    @Test
    void shouldStillSetLimitsIfMoreThanTheShareHasNoLungs() {
        Scans scans = new Scans(400, 2);

        Gate.Limits limits = scans.limits(200);

        assertThat(limits.refused()).isBetween(1 / 3.0, 1 / 3.0 + 0.1 * SHARE);
    }

    @Test
    void shouldLetScansPassThatAreAllTheSame() {
        double[][] distances =
                IntStream.range(0, 10).mapToObj(i -> new double[] {3, 0}).toArray(double[][]::new);
        float[][] probabilities =
                IntStream.range(0, 10).mapToObj(i -> new float[] {0.5f, 0.5f}).toArray(float[][]::new);

        Gate.Limits limits = new LimitFinder(distances, probabilities, 0, SHARE).find();

        assertThat(limits.reason(new float[] {0.49995f, 0.49995f}, new float[] {3.002f, 1e-6f}))
                .isNull();
        assertThat(limits.reason(new float[] {0.5f, 0.5f}, new float[] {3.1f, 0}))
                .isNotNull();
    }

    /** Scans whose distances are log-normal. */
    private static final class Scans {
        private final double[][] distances;
        private final float[][] probabilities;

        Scans(int count, int seed) {
            Random random = new Random(seed);
            distances = new double[count][];
            probabilities = new float[count][];
            for (int i = 0; i < count; i++) {
                distances[i] = new double[] {
                    30 * Math.exp(0.15 * random.nextGaussian()), 0.1 * Math.exp(0.2 * random.nextGaussian())
                };
                float p = (float) (1 / (1 + Math.exp(-2 - random.nextGaussian())));
                probabilities[i] = new float[] {p, (1 - p) / 2, (1 - p) / 2};
            }
        }

        Gate.Limits limits() {
            return limits(0);
        }

        Gate.Limits limits(int lost) {
            return new LimitFinder(distances, probabilities, lost, SHARE).find();
        }

        double refusedBy(Gate.Limits limits) {
            return (double) IntStream.range(0, distances.length)
                            .filter(i -> limits.reason(
                                            probabilities[i],
                                            new float[] {(float) distances[i][0], (float) distances[i][1]})
                                    != null)
                            .count()
                    / distances.length;
        }
    }
}

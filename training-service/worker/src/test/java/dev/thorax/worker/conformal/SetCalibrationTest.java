package dev.thorax.worker.conformal;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import dev.thorax.contracts.model.ConformalSets;
import dev.thorax.evaluation.ConformalScore;
import dev.thorax.evaluation.Predictions;

import static org.assertj.core.api.Assertions.assertThat;

class SetCalibrationTest {
    private static final List<String> CLASSES = List.of("A", "B");

    @Test
    void shouldSetAThresholdForEachClassByItsOwnScans() {
        ConformalSets sets = SetCalibration.fit(predictions(19, 400), 0.9, null);

        assertThat(sets.scans()).isEqualTo(Map.of("A", 10, "B", 9));
        // Of 9 scans the first may be excluded, of 10 as well: floor(10 / 10) and floor(11 / 10).
        assertThat(sets.thresholds().get("A")).isPositive();
        assertThat(sets.thresholds().get("B")).isPositive();
        assertThat(SetCalibration.fit(predictions(16, 400), 0.9, null)
                        .thresholds()
                        .get("A"))
                .isZero();
    }

    @Test
    void shouldScoreEachPatientBySetsOfOtherPatients() {
        Predictions all = predictions(4000, 2000);

        ConformalScore score = SetCalibration.crossFitted(all, 0.9, 1);

        assertThat(score.classes().get("A").covered()).isBetween(0.88, 0.92);
        assertThat(score.classes().get("B").covered()).isBetween(0.88, 0.92);
    }

    /** All scans of the one patient are held out at once, so nothing is left that excludes a class. */
    @Test
    void shouldExcludeNoClassIfThereIsOnePatient() {
        ConformalScore score = SetCalibration.crossFitted(predictions(30, 1), 0.9, 1);

        assertThat(score.size()).isEqualTo(2);
        assertThat(score.classes().get("A").covered()).isEqualTo(1);
    }

    private static Predictions predictions(int scans, int patients) {
        Random random = new Random(scans);
        return new Predictions(
                CLASSES,
                IntStream.range(0, scans).map(i -> i % 2).toArray(),
                IntStream.range(0, scans)
                        .mapToObj(i -> {
                            float own = (float) Math.sqrt(random.nextDouble());
                            return i % 2 == 0 ? new float[] {own, 1 - own} : new float[] {1 - own, own};
                        })
                        .toArray(float[][]::new),
                IntStream.range(0, scans).mapToObj(i -> "p" + i % patients).toList());
    }
}

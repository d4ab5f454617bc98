package dev.thorax.worker.dataset;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import dev.thorax.contracts.model.InputSpec;
import dev.thorax.contracts.storage.ScanMetadata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class SourceWeightsTest {
    private static final int SCANS = 200;
    private static final int[] ALL = IntStream.range(0, SCANS).toArray();

    @Test
    void shouldLetTheSourcesOfAClassCountTheSame() {
        // Class A: 80 scans of large, 20 of small. Class B: 50 of each.
        Dataset dataset =
                dataset(i -> "p" + i, i -> i % 2 == 0 ? i < 160 ? "large" : "small" : i < 100 ? "large" : "small");

        float[] weights = SourceWeights.of(dataset, ALL);

        assertThat(weights[0]).isEqualTo(100 / (2 * 80f));
        assertThat(weights[160]).isEqualTo(100 / (2 * 20f));
        assertThat(weights[1]).isEqualTo(1);
        assertThat(sum(weights, i -> i % 2 == 0)).isCloseTo(100, within(1e-3));
        assertThat(sum(weights, i -> i % 2 == 1)).isCloseTo(100, within(1e-3));
    }

    @Test
    void shouldTakeSourcesWithFewPatientsAndScansWithoutASourceTogether() {
        // Ten sources of four patients, ten scans without a source, 50 scans of a clinic, 100 of one patient elsewhere.
        Dataset dataset = dataset(
                i -> i < 100 ? "p" + i : "one", i -> i < 40 ? "s" + i / 4 : i < 50 ? null : i < 100 ? "clinic" : "one");

        float[] weights = SourceWeights.of(dataset, ALL);

        // Half of each kind is of each class.
        assertThat(weights[50]).isEqualTo(100 / (2 * 25f));
        assertThat(weights[0]).isEqualTo(100 / (2 * 75f)).isEqualTo(weights[40]).isEqualTo(weights[100]);
    }

    /** A source can have many patients, and few of one class. */
    @Test
    void shouldNotLetAFewScansOfAClassCountAsASource() {
        // Of the clinic are all scans of class A from 100 on, and three of class B.
        Dataset dataset =
                dataset(i -> "p" + i, i -> i % 2 == 0 ? i < 100 ? "large" : "clinic" : i < 194 ? "large" : "clinic");

        float[] weights = SourceWeights.of(dataset, ALL);

        assertThat(weights[0]).isEqualTo(1).isEqualTo(weights[100]);
        // Three of ten patients: a share of 0.3 beside the 1 of the large source.
        assertThat(weights[195]).isCloseTo(100 * 0.3f / (1.3f * 3), within(1e-4f));
        assertThat(weights[1]).isCloseTo(100 / (1.3f * 97), within(1e-4f));
        assertThat(sum(weights, i -> i % 2 == 1)).isCloseTo(100, within(1e-3));
    }

    @Test
    void shouldCountAmongTheTrainingScansOnly() {
        Dataset dataset = dataset(i -> "p" + i, i -> i < 100 ? "one" : "two");

        assertThat(SourceWeights.of(dataset, IntStream.range(0, 120).toArray()))
                .hasSize(120)
                .startsWith(60 / (2 * 50f))
                .endsWith(60 / (2 * 10f));
        assertThat(SourceWeights.of(dataset, IntStream.range(0, 100).toArray())).containsOnly(1);
    }

    private static double sum(float[] weights, IntPredicate wanted) {
        return IntStream.range(0, weights.length)
                .filter(wanted)
                .mapToDouble(i -> weights[i])
                .sum();
    }

    /** Even scans are of class A, odd ones of class B. */
    private static Dataset dataset(IntFunction<String> patient, IntFunction<String> source) {
        List<LabelledScan> scans = new ArrayList<>();
        for (int i = 0; i < SCANS; i++) {
            ScanMetadata metadata = new ScanMetadata("image/png", 9, 8, 8).withSource(source.apply(i));
            scans.add(new LabelledScan("s" + i, patient.apply(i), i % 2, "", metadata));
        }
        return new Dataset(
                "d",
                List.of("A", "B"),
                new InputSpec(1, 1, InputSpec.Interpolation.AREA),
                scans,
                ScanPixels.of(List.of(new byte[1])));
    }
}

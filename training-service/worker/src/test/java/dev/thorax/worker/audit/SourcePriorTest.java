package dev.thorax.worker.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import dev.thorax.contracts.model.InputSpec;
import dev.thorax.contracts.storage.ScanMetadata;
import dev.thorax.evaluation.Predictions;
import dev.thorax.worker.dataset.Dataset;
import dev.thorax.worker.dataset.LabelledScan;
import dev.thorax.worker.dataset.ScanPixels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class SourcePriorTest {
    private static final int A = 0;
    private static final int B = 1;

    private final List<LabelledScan> scans = new ArrayList<>();

    @Test
    void shouldGiveTheSharesOfTheSourceWithOneScanMoreThatIsAsAll() {
        add("nih", A, A, A, B);
        add("valencia", B, B, B, B);

        Predictions predictions = prior(8).predict(new int[] {0, 7});

        // Of all, 3/8 are of A.
        assertThat(predictions.probabilities()[0]).containsExactly(new float[] {3.375f / 5, 1.625f / 5}, within(1e-6f));
        assertThat(predictions.probabilities()[1]).containsExactly(new float[] {0.375f / 5, 4.625f / 5}, within(1e-6f));
        assertThat(predictions.truth()).containsExactly(A, B);
        assertThat(predictions.patients()).containsExactly("p0", "p7");
    }

    @Test
    void shouldGiveASourceThatItNeverSawTheSharesOfAll() {
        add("nih", A, A, A, B);
        add("new", B);

        assertThat(prior(4).predict(new int[] {4}).probabilities()[0])
                .containsExactly(new float[] {0.75f, 0.25f}, within(1e-6f));
    }

    @Test
    void shouldTakeScansWithoutASourceForOneSource() {
        add(null, A, A);
        add("nih", B, B);
        scans.add(new LabelledScan("s4", "p4", B, ""));

        assertThat(prior(4).predict(new int[] {4}).probabilities()[0])
                .containsExactly(new float[] {2.5f / 3, 0.5f / 3}, within(1e-6f));
    }

    @Test
    void shouldLearnFromNoScanThatItIsNotGiven() {
        add("nih", A, A, B, B, B, B);

        assertThat(prior(2).predict(new int[] {5}).probabilities()[0])
                .containsExactly(new float[] {1, 0}, within(1e-6f));
    }

    /** Learns from the first scans. */
    private SourcePrior prior(int count) {
        Dataset dataset = new Dataset(
                "d",
                List.of("A", "B"),
                new InputSpec(1, 1, InputSpec.Interpolation.AREA),
                scans,
                ScanPixels.of(List.of(new byte[1])));
        return new SourcePrior(dataset, IntStream.range(0, count).toArray());
    }

    private void add(String source, int... labels) {
        ScanMetadata metadata = new ScanMetadata("image/png", 9, 8, 8).withSource(source);
        for (int label : labels) {
            scans.add(new LabelledScan("s" + scans.size(), "p" + scans.size(), label, "", metadata));
        }
    }
}

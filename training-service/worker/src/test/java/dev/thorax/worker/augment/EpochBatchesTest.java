package dev.thorax.worker.augment;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

import dev.thorax.contracts.model.InputSpec;
import dev.thorax.contracts.model.InputSpec.Interpolation;
import dev.thorax.network.engine.Batch;
import dev.thorax.worker.dataset.Dataset;
import dev.thorax.worker.dataset.LabelledScan;
import dev.thorax.worker.dataset.ScanPixels;
import dev.thorax.worker.recipe.Augmentation;

import static org.assertj.core.api.Assertions.assertThat;

class EpochBatchesTest {
    private static final ExecutorService THREADS = Executors.newFixedThreadPool(2);
    private static final InputSpec INPUT = new InputSpec(8, 8, Interpolation.AREA);
    private static final Augmentation AUGMENTATION = new Augmentation(10, 0.2, true);
    private static final int[] PART = IntStream.range(5, 42).toArray();

    @AfterAll
    static void stop() {
        THREADS.shutdownNow();
    }

    @Test
    void shouldBringEachScanOfThePartOnce() {
        assertThat(labels(epoch(null, 1))).containsExactlyInAnyOrder(PART);
    }

    @Test
    void shouldMakeTheLastBatchSmaller() {
        List<Integer> sizes = new ArrayList<>();
        epoch(null, 1).forEachRemaining(batch -> sizes.add(batch.size()));

        assertThat(sizes).containsExactly(10, 10, 10, 7);
    }

    @Test
    void shouldRepeatOrderAndVariationsWithTheSeedAndChangeBothWithout() {
        Batch first = epoch(AUGMENTATION, 1).next();
        Batch same = epoch(AUGMENTATION, 1).next();
        Batch other = epoch(AUGMENTATION, 2).next();

        assertThat(same.targets()).isEqualTo(first.targets());
        assertThat(same.images()).isEqualTo(first.images());
        assertThat(other.targets()).isNotEqualTo(first.targets());
    }

    private static EpochBatches epoch(Augmentation augmentation, long seed) {
        return new EpochBatches(new BatchMaker(dataset(), 10, augmentation), PART, seed, THREADS);
    }

    private static int[] labels(EpochBatches epoch) {
        IntStream.Builder labels = IntStream.builder();
        epoch.forEachRemaining(
                batch -> IntStream.range(0, batch.size()).map(batch::label).forEach(labels));
        return labels.build().toArray();
    }

    /** Fifty scans, each with its own number as its label. */
    private static Dataset dataset() {
        List<LabelledScan> scans = IntStream.range(0, 50)
                .mapToObj(i -> new LabelledScan("scan-" + i, "patient-" + i, i, "0".repeat(64)))
                .toList();
        return new Dataset(
                "fifty",
                IntStream.range(0, 50).mapToObj(i -> "class-" + i).toList(),
                INPUT,
                scans,
                ScanPixels.of(IntStream.range(0, 50)
                        .mapToObj(EpochBatchesTest::gradient)
                        .toList()));
    }

    private static byte[] gradient(int scan) {
        byte[] pixels = new byte[64];
        for (int i = 0; i < 64; i++) {
            pixels[i] = (byte) (i * 3 + scan);
        }
        return pixels;
    }
}

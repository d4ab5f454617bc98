package dev.thorax.worker.augment;

import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import dev.thorax.contracts.model.InputSpec;
import dev.thorax.contracts.model.InputSpec.Interpolation;
import dev.thorax.worker.dataset.Dataset;
import dev.thorax.worker.dataset.LabelledScan;
import dev.thorax.worker.dataset.ScanPixels;
import dev.thorax.worker.recipe.Augmentation;
import dev.thorax.worker.recipe.Augmentation.Outside;

import static org.assertj.core.api.Assertions.assertThat;

class AugmentedCopiesTest {
    private static final Augmentation SHRUNK = new Augmentation(0, 0.3, false, 10, 0.2, 0, 0, Outside.BLACK);
    private static final int[] TRAINING = {1, 3};

    @Test
    void shouldPutVariedCopiesOfTrainingScansBehindTheScansAsTheyAre() {
        Dataset dataset = dataset();

        AugmentedCopies copies = AugmentedCopies.of(dataset, TRAINING, 2, SHRUNK, 1);

        assertThat(copies.training()).containsExactly(1, 3, 4, 5, 6, 7);
        assertThat(copies.dataset().scans())
                .extracting(LabelledScan::scanId)
                .containsExactly("s0", "s1", "s2", "s3", "s1", "s1", "s3", "s3");
        assertThat(copies.dataset().labels(copies.training())).containsExactly(1, 1, 1, 1, 1, 1);
        for (int i = 0; i < 4; i++) {
            assertThat(copies.dataset().pixels().get(i))
                    .isEqualTo(dataset.pixels().get(i));
        }
        assertThat(copies.dataset().pixels().get(4))
                .isNotEqualTo(dataset.pixels().get(1))
                .isNotEqualTo(copies.dataset().pixels().get(5));
    }

    @Test
    void shouldMakeTheSameCopiesFromTheSameSeedHoweverOftenTheyAreAskedFor() {
        AugmentedCopies copies = AugmentedCopies.of(dataset(), TRAINING, 1, SHRUNK, 1);
        byte[] first = copies.dataset().pixels().get(5);

        assertThat(copies.dataset().pixels().get(5)).isEqualTo(first);
        assertThat(AugmentedCopies.of(dataset(), TRAINING, 1, SHRUNK, 1)
                        .dataset()
                        .pixels()
                        .get(5))
                .isEqualTo(first);
        assertThat(AugmentedCopies.of(dataset(), TRAINING, 1, SHRUNK, 2)
                        .dataset()
                        .pixels()
                        .get(5))
                .isNotEqualTo(first);
    }

    @Test
    void shouldLeaveTheDataSetAsItIsWithoutCopies() {
        Dataset dataset = dataset();

        assertThat(AugmentedCopies.of(dataset, TRAINING, 0, null, 1)).isEqualTo(new AugmentedCopies(dataset, TRAINING));
    }

    @Test
    void shouldLeaveBlackWhereTheImageHasNoPixels() {
        byte[] white = new byte[64];
        java.util.Arrays.fill(white, (byte) 255);
        byte[] varied = new byte[64];

        new Augmenter(SHRUNK, input())
                .write(
                        white,
                        new AugmentationSample(AugmentationSample.zoom(2, 2), false, 1, 1, false, true),
                        varied,
                        0);

        assertThat(varied[0]).isZero();
        assertThat(varied[7]).isZero();
        assertThat(varied[3 * 8 + 3] & 0xFF).isEqualTo(255);
    }

    private static InputSpec input() {
        return new InputSpec(8, 8, Interpolation.AREA);
    }

    private static Dataset dataset() {
        List<LabelledScan> scans = IntStream.range(0, 4)
                .mapToObj(i -> new LabelledScan("s" + i, "p" + i, i % 2, ""))
                .toList();
        List<byte[]> pixels = IntStream.range(0, 4)
                .mapToObj(i -> {
                    byte[] image = new byte[64];
                    for (int at = 0; at < 64; at++) {
                        image[at] = (byte) (at * 3 + 10 * i + 20);
                    }
                    return image;
                })
                .toList();
        return new Dataset("four", List.of("A", "B"), input(), scans, ScanPixels.of(pixels));
    }
}

package dev.thorax.worker.augment;

import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.Test;

import dev.thorax.contracts.model.InputSpec;
import dev.thorax.contracts.model.InputSpec.Interpolation;
import dev.thorax.network.engine.Batch;
import dev.thorax.network.layer.Shape;
import dev.thorax.worker.dataset.ScanPixels;
import dev.thorax.worker.recipe.Augmentation;
import dev.thorax.worker.recipe.Augmentation.Outside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class MaskBatchesTest {
    private static final int SIDE = 16;
    private static final InputSpec INPUT = new InputSpec(SIDE, SIDE, Interpolation.AREA);
    private static final Shape MASK = new Shape(1, 8, 8);
    private static final Augmentation STRONG = new Augmentation(10, 0.2, true, 30, 0.1, 0, 0, 1, Outside.NEAREST);

    @Test
    void shouldGiveTheShareOfEachPositionThatIsMarked() {
        byte[] mask = new byte[SIDE * SIDE];
        mask[0] = (byte) 255;
        mask[1] = (byte) 255;
        mask[SIDE] = (byte) 255;
        mask[SIDE * SIDE - 1] = (byte) 255;

        Batch batch = batches(new byte[SIDE * SIDE], mask, null).make(new int[] {0}, 0, 1);

        assertThat(batch.targets()).hasSize(64);
        assertThat(batch.targets()[0]).isCloseTo(0.75f, within(1e-6f));
        assertThat(batch.targets()[1]).isZero();
        assertThat(batch.targets()[63]).isCloseTo(0.25f, within(1e-6f));
    }

    @Test
    void shouldMoveTheMaskWithTheImageButLeaveItsGreyValues() {
        // The image is the negative of its mask, and each is turned back by the negative of the augmentation.
        byte[] mask = new byte[SIDE * SIDE];
        byte[] image = new byte[SIDE * SIDE];
        for (int i = 0; i < mask.length; i++) {
            boolean marked = i % SIDE > 4 && i % SIDE < 12 && i / SIDE > 3 && i / SIDE < 9;
            mask[i] = (byte) (marked ? 255 : 0);
            image[i] = (byte) (marked ? 0 : 255);
        }

        for (long seed = 1; seed < 20; seed++) {
            Batch batch = batches(image, mask, STRONG).make(new int[] {0}, 0, seed);

            for (int i = 0; i < 64; i++) {
                assertThat(batch.targets()[i])
                        .as("seed %d, position %d", seed, i)
                        .isCloseTo(mean(batch.images(), i), within(0.02f));
            }
        }
    }

    @Test
    void shouldNotMarkWhatIsOutside() {
        byte[] white = new byte[SIDE * SIDE];
        Arrays.fill(white, (byte) 255);
        Augmentation shift = new Augmentation(0, 0, false, 0, 0.5, 0, 0, 0, Outside.NEAREST);

        Batch batch = batches(white, white, shift).make(new int[] {0}, 0, 3);

        assertThat(batch.images()).containsOnly(-1);
        assertThat(batch.targets()).contains(0f).contains(1f);
    }

    @Test
    void shouldGiveTheSameBatchForTheSameSeed() {
        byte[] image = new byte[SIDE * SIDE];
        image[100] = 9;
        MaskBatches batches = batches(image, image, STRONG);

        assertThat(batches.make(new int[] {0}, 0, 5).images())
                .isEqualTo(batches.make(new int[] {0}, 0, 5).images())
                .isNotEqualTo(batches.make(new int[] {0}, 0, 6).images());
    }

    /** Returns the mean of the square of pixels behind a position, in [0,1]. */
    private static float mean(byte[] image, int position) {
        int at = position / 8 * 2 * SIDE + position % 8 * 2;
        int sum =
                (image[at] & 0xFF) + (image[at + 1] & 0xFF) + (image[at + SIDE] & 0xFF) + (image[at + SIDE + 1] & 0xFF);
        return sum / 1020f;
    }

    private static MaskBatches batches(byte[] image, byte[] mask, Augmentation augmentation) {
        return new MaskBatches(
                ScanPixels.of(List.of(image)), ScanPixels.of(List.of(mask)), INPUT, MASK, 4, augmentation);
    }
}

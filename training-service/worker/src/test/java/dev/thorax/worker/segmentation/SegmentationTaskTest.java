package dev.thorax.worker.segmentation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import dev.thorax.contracts.model.InputSpec;
import dev.thorax.contracts.model.InputSpec.Interpolation;
import dev.thorax.network.engine.Batch;
import dev.thorax.network.engine.Predictor;
import dev.thorax.network.layer.Shape;
import dev.thorax.worker.augment.Batches;
import dev.thorax.worker.dataset.Dataset;
import dev.thorax.worker.dataset.LabelledScan;
import dev.thorax.worker.dataset.ScanPixels;
import dev.thorax.worker.dataset.Split;
import dev.thorax.worker.fitting.FittingTask;
import dev.thorax.worker.recipe.RecipeSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** The mask of each film is its left half. The network's mask has a quarter of the positions. */
class SegmentationTaskTest {
    private static final int SIDE = 8;
    private static final Shape MASK = new Shape(1, 4, 4);
    private static final int FILMS = 30;
    private static final Split SPLIT = new Split(range(0, 8), range(8, 28), range(28, FILMS));

    @Test
    void shouldScoreAPerfectMaskAndItsNegative() {
        SegmentationTask task = task(Map.of());

        assertThat(task.validate(drawing(film -> left(1, 0)))).satisfies(right -> {
            assertThat(right.accuracy()).isEqualTo(1);
            assertThat(right.loss()).isCloseTo(0, within(1e-6));
        });
        assertThat(task.validate(drawing(film -> left(0, 1)))).satisfies(wrong -> {
            assertThat(wrong.accuracy()).isZero();
            assertThat(wrong.loss()).isCloseTo(-Math.log(1e-7), within(1e-6));
        });
    }

    /** Sixteen films are scored at once; of the last four none is drawn right. */
    @Test
    void shouldTakeTheMeanOverAllFilmsOfTheValidationPart() {
        FittingTask.Validation validation =
                task(Map.of()).validate(drawing(film -> film < 24 ? left(0.75f, 0.25f) : left(0.25f, 0.75f)));

        assertThat(validation.accuracy()).isCloseTo(16 / 20.0, within(1e-12));
        assertThat(validation.loss()).isCloseTo((16 * -Math.log(0.75) + 4 * -Math.log(0.25)) / 20, within(1e-6));
    }

    @Test
    void shouldVaryTheFilmsInTrainingOnly() {
        SegmentationTask task =
                task(Map.of("augmentation", Map.of("shear", 0, "zoom", 0, "horizontalFlip", false, "rotation", 40)));

        Batch plain = task.unvaried().make(SPLIT.validation(), 0, 1);
        Batch varied = task.batches().make(task.training(), 0, 1);

        assertThat(task.training()).isEqualTo(SPLIT.training());
        assertThat(plain.size()).isEqualTo(16);
        assertThat(task.truth(plain, 15)).containsExactly(left(1, 0));
        assertThat(varied.size()).isEqualTo(4);
        assertThat(task.truth(varied, 0)).isNotEqualTo(left(1, 0));
    }

    @Test
    void shouldMakeBatchesOfTheSizeOfTheRecipe() {
        Batches batches = task(Map.of()).batches();

        assertThat(batches.batches(SPLIT.training().length)).isEqualTo(2);
        assertThat(batches.make(SPLIT.training(), 1, 1).images()[0]).isEqualTo((byte) 4);
    }

    /** Returns a mask with one value in its left half and another in its right one. */
    private static float[] left(float inside, float outside) {
        float[] mask = new float[MASK.size()];
        for (int i = 0; i < mask.length; i++) {
            mask[i] = i % MASK.width() < MASK.width() / 2 ? inside : outside;
        }
        return mask;
    }

    /** Draws a mask by the number of the film, which is its grey. */
    private static Predictor drawing(Function<Integer, float[]> mask) {
        return new Predictor() {
            @Override
            public float[][] predict(Batch batch) {
                return IntStream.range(0, batch.size())
                        .mapToObj(i -> mask.apply((int) batch.images()[i * SIDE * SIDE]))
                        .toArray(float[][]::new);
            }

            @Override
            public void close() {}
        };
    }

    private static SegmentationTask task(Map<String, Object> more) {
        Map<String, Object> recipe = new HashMap<>(Map.of(
                "name",
                "small-lungs",
                "kind",
                "SEGMENTATION",
                "input",
                Map.of("height", SIDE, "width", SIDE, "interpolation", "AREA"),
                "channels",
                1,
                "layers",
                List.of(Map.of(
                        "conv",
                        Map.of("filters", 1, "kernel", 3, "stride", 2, "padding", "same", "activation", "relu"))),
                "learningRate",
                0.01,
                "batch",
                4,
                "epochs",
                2,
                "classWeights",
                "NONE",
                "checkpoint",
                "LAST"));
        recipe.putAll(more);
        return new SegmentationTask(RecipeSource.frozen(recipe).recipe(), films(), SPLIT, MASK);
    }

    private static MaskedDataset films() {
        List<LabelledScan> scans = new ArrayList<>();
        List<byte[]> pixels = new ArrayList<>();
        List<byte[]> masks = new ArrayList<>();
        for (int i = 0; i < FILMS; i++) {
            scans.add(new LabelledScan("f" + i, "p" + i, 0, ""));
            byte[] film = new byte[SIDE * SIDE];
            Arrays.fill(film, (byte) i);
            pixels.add(film);
            byte[] mask = new byte[SIDE * SIDE];
            for (int at = 0; at < mask.length; at++) {
                mask[at] = (byte) (at % SIDE < SIDE / 2 ? 255 : 0);
            }
            masks.add(mask);
        }
        Dataset dataset = new Dataset(
                "films", List.of("LUNGS"), new InputSpec(SIDE, SIDE, Interpolation.AREA), scans, ScanPixels.of(pixels));
        return new MaskedDataset(dataset, ScanPixels.of(masks));
    }

    private static int[] range(int from, int to) {
        return IntStream.range(from, to).toArray();
    }
}

package dev.thorax.worker.segmentation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import dev.thorax.contracts.model.InputSpec;
import dev.thorax.contracts.model.InputSpec.Interpolation;
import dev.thorax.engine.torch.TorchEngine;
import dev.thorax.imaging.GreyImage;
import dev.thorax.onnx.OnnxSessions;
import dev.thorax.onnx.lungs.LungFinder;
import dev.thorax.onnx.lungs.LungSearch;
import dev.thorax.worker.dataset.Dataset;
import dev.thorax.worker.dataset.LabelledScan;
import dev.thorax.worker.dataset.ScanPixels;
import dev.thorax.worker.dataset.Split;
import dev.thorax.worker.fitting.EpochReport;
import dev.thorax.worker.fitting.SnapshotStore;
import dev.thorax.worker.recipe.Recipe;
import dev.thorax.worker.recipe.RecipeSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** Trains a small lung finder on drawn films with two dark fields. */
class SegmentationTrainerTest {
    private static final int SIDE = 32;
    private static final InputSpec INPUT = new InputSpec(SIDE, SIDE, Interpolation.AREA);
    private static final int FILMS = 60;

    @Test
    void shouldFindDrawnLungsOfHeldOutPatients() throws InterruptedException {
        MaskedDataset data = films();
        Split split = new Split(range(0, 40), range(40, 48), range(48, FILMS));
        List<EpochReport> heard = new ArrayList<>();

        SegmentationResult result = new SegmentationTrainer(recipe(), new TorchEngine(1), data, split, 1)
                .run(heard::add, SnapshotStore.NONE);

        assertThat(result.evaluation().dice()).isGreaterThan(0.9);
        assertThat(result.evaluation().found()).isEqualTo(1);
        assertThat(result.evaluation().scans()).isEqualTo(12);
        assertThat(result.evaluation().patients()).isEqualTo(6);
        assertThat(result.history()).isEqualTo(heard).hasSizeBetween(2, 40);
        assertThat(heard.get(heard.size() - 1).validationAccuracy()).isGreaterThan(0.85);
        assertFinds(result.lungs(), data);
    }

    private static void assertFinds(byte[] lungs, MaskedDataset data) {
        try (LungFinder finder = LungFinder.open(new OnnxSessions(1), lungs, INPUT)) {
            GreyImage film = new GreyImage(SIDE, SIDE, data.dataset().pixels().get(50));

            LungSearch found = finder.find(film);

            assertThat(found).isInstanceOf(LungSearch.Found.class);
            assertThat((double) ((LungSearch.Found) found).box().side()).isCloseTo(26, within(4.0));
            assertThat(finder.find(new GreyImage(SIDE, SIDE, new byte[SIDE * SIDE])))
                    .isInstanceOf(LungSearch.NotFound.class);
        }
    }

    private static Recipe recipe() {
        return RecipeSource.frozen(Map.ofEntries(
                        Map.entry("name", "small-lungs"),
                        Map.entry("kind", "SEGMENTATION"),
                        Map.entry("input", Map.of("height", SIDE, "width", SIDE, "interpolation", "AREA")),
                        Map.entry("channels", 1),
                        Map.entry("layers", layers()),
                        Map.entry("learningRate", 0.01),
                        Map.entry("batch", 8),
                        Map.entry("epochs", 40),
                        Map.entry("classWeights", "NONE"),
                        Map.entry("checkpoint", "LOWEST_LOSS"),
                        Map.entry("earlyStopping", Map.of("patience", 8, "minChange", 0)),
                        Map.entry(
                                "augmentation",
                                Map.of("shear", 0, "zoom", 0.1, "horizontalFlip", true, "rotation", 5, "gamma", 0.2))))
                .recipe();
    }

    private static List<Object> layers() {
        return List.of(
                Map.of("conv", conv(8, 2), "name", "fine"),
                Map.of("maxPool", Map.of("size", 2)),
                Map.of("conv", conv(12, 1)),
                Map.of("conv", conv(12, 1)),
                Map.of("upsample", Map.of("factor", 2), "name", "larger"),
                Map.of("concat", Map.of(), "from", List.of("larger", "fine")),
                Map.of("conv", conv(8, 1)));
    }

    private static Map<String, Object> conv(int filters, int stride) {
        return Map.of("filters", filters, "kernel", 3, "stride", stride, "padding", "same", "activation", "relu");
    }

    /** Films of 30 patients: bright noise with two dark fields, on which the mask lies. */
    private static MaskedDataset films() {
        Random random = new Random(3);
        List<byte[]> pixels = new ArrayList<>();
        List<byte[]> masks = new ArrayList<>();
        for (int film = 0; film < FILMS; film++) {
            byte[] image = new byte[SIDE * SIDE];
            byte[] mask = new byte[SIDE * SIDE];
            for (int i = 0; i < image.length; i++) {
                image[i] = (byte) (170 + random.nextInt(60));
            }
            int top = 4 + random.nextInt(4);
            int left = 3 + random.nextInt(3);
            field(image, mask, left, top, random);
            field(image, mask, left + 14, top + random.nextInt(3) - 1, random);
            pixels.add(image);
            masks.add(mask);
        }
        List<LabelledScan> scans = IntStream.range(0, FILMS)
                .mapToObj(i -> new LabelledScan("film-" + i, "patient-" + i / 2, 0, "0".repeat(64)))
                .toList();
        Dataset dataset = new Dataset("drawn", List.of("LUNGS"), INPUT, scans, ScanPixels.of(pixels));
        return new MaskedDataset(dataset, ScanPixels.of(masks));
    }

    private static void field(byte[] image, byte[] mask, int left, int top, Random random) {
        for (int row = top; row < top + 20; row++) {
            for (int column = left; column < left + 9; column++) {
                image[row * SIDE + column] = (byte) (30 + random.nextInt(60));
                mask[row * SIDE + column] = (byte) 255;
            }
        }
    }

    private static int[] range(int from, int to) {
        return IntStream.range(from, to).toArray();
    }
}

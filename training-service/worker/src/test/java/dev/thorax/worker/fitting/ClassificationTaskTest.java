package dev.thorax.worker.fitting;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import dev.thorax.contracts.model.InputSpec;
import dev.thorax.contracts.model.InputSpec.Interpolation;
import dev.thorax.contracts.storage.ScanMetadata;
import dev.thorax.evaluation.Predictions;
import dev.thorax.network.engine.Batch;
import dev.thorax.network.engine.Predictor;
import dev.thorax.worker.augment.Batches;
import dev.thorax.worker.dataset.Dataset;
import dev.thorax.worker.dataset.LabelledScan;
import dev.thorax.worker.dataset.ScanPixels;
import dev.thorax.worker.dataset.Split;
import dev.thorax.worker.recipe.Recipe;
import dev.thorax.worker.recipe.RecipeSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class ClassificationTaskTest {
    private static final int SIDE = 8;
    private static final int SCANS = 120;
    private static final Split SPLIT = new Split(
            IntStream.range(10, 110).toArray(),
            IntStream.range(0, 10).toArray(),
            IntStream.range(110, SCANS).toArray());

    @Test
    void shouldMeasureTheCrossEntropyAndTheAccuracyOnTheValidationPart() {
        FittingTask task = new ClassificationTask(recipe("NONE"), dataset(), SPLIT);

        // Each scan shows its number. Scans 0 to 3 are called class 0, and even ones are of it.
        FittingTask.Validation validation = task.validate(predictor(0.75f, 4));

        assertThat(validation.accuracy()).isEqualTo(0.5);
        assertThat(validation.loss()).isCloseTo((5 * -Math.log(0.75) + 5 * -Math.log(0.25)) / 10, within(1e-6));
    }

    @Test
    void shouldStayFiniteWhereTheNetworkIsSureAndWrong() {
        Predictions wrong =
                new Predictions(List.of("A", "B"), new int[] {0, 1}, new float[][] {{0, 1}, {0, 1}}, List.of("1", "2"));

        assertThat(ClassificationTask.crossEntropy(wrong)).isCloseTo(-Math.log(1e-7) / 2, within(1e-9));
    }

    @Test
    void shouldTrainOnTheTrainingPartWithEachScanAsMuch() {
        FittingTask task = new ClassificationTask(recipe("NONE"), dataset(), SPLIT);
        Batches batches = task.batches();

        assertThat(task.training()).isEqualTo(SPLIT.training());
        assertThat(batches.batches(task.training().length)).isEqualTo(13);
        Batch first = batches.make(task.training(), 0, 1);
        assertThat(first.size()).isEqualTo(8);
        assertThat(first.images()[0]).isEqualTo((byte) 10);
        assertThat(first.targets()).startsWith(1, 0, 0, 1);
    }

    /** Of the 50 training scans of class 1, ten are from the clinic, so each of them counts as much as four of the others. */
    @Test
    void shouldWeighEachTrainingScanByItsSource() {
        Batches batches = new ClassificationTask(recipe("BALANCED_BY_SOURCE"), dataset(), SPLIT).batches();

        Batch last = batches.make(SPLIT.training(), 12, 1);
        Batch first = batches.make(SPLIT.training(), 0, 1);

        assertThat(last.size()).isEqualTo(4);
        assertThat(last.targets()).containsExactly(1, 0, 0, 2.5f, 1, 0, 0, 2.5f);
        assertThat(first.targets()).startsWith(1, 0, 0, 0.625f);
    }

    /** A scan shows its number. Odd scans are of class 1, and of those from number 90 on all are from the clinic. */
    private static Dataset dataset() {
        List<LabelledScan> scans = new ArrayList<>();
        List<byte[]> pixels = new ArrayList<>();
        for (int i = 0; i < SCANS; i++) {
            String source = i % 2 == 1 && i >= 90 ? "clinic" : "large";
            scans.add(new LabelledScan(
                    "s" + i, "p" + i, i % 2, "", new ScanMetadata("image/png", 9, 8, 8).withSource(source)));
            byte[] scan = new byte[SIDE * SIDE];
            Arrays.fill(scan, (byte) i);
            pixels.add(scan);
        }
        return new Dataset(
                "d", List.of("A", "B"), new InputSpec(SIDE, SIDE, Interpolation.AREA), scans, ScanPixels.of(pixels));
    }

    /** Gives scans whose number is less than {@code end} class 0 with a probability, and the others class 1. */
    private static Predictor predictor(float probability, int end) {
        return new Predictor() {
            @Override
            public float[][] predict(Batch batch) {
                float[][] rows = new float[batch.size()][];
                for (int i = 0; i < rows.length; i++) {
                    boolean first = batch.images()[i * SIDE * SIDE] < end;
                    rows[i] = first
                            ? new float[] {probability, 1 - probability}
                            : new float[] {1 - probability, probability};
                }
                return rows;
            }

            @Override
            public void close() {}
        };
    }

    private static Recipe recipe(String classWeights) {
        return RecipeSource.frozen(Map.of(
                        "name",
                        "tiny",
                        "input",
                        Map.of("height", SIDE, "width", SIDE, "interpolation", "AREA"),
                        "channels",
                        1,
                        "layers",
                        List.of(
                                Map.of("conv", Map.of("filters", 1, "kernel", 3, "activation", "relu")),
                                Map.of("flatten", Map.of())),
                        "learningRate",
                        0.01,
                        "batch",
                        8,
                        "epochs",
                        2,
                        "classWeights",
                        classWeights,
                        "checkpoint",
                        "LAST"))
                .recipe();
    }
}

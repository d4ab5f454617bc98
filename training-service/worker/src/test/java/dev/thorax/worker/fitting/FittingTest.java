package dev.thorax.worker.fitting;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import dev.thorax.contracts.model.InputSpec;
import dev.thorax.contracts.model.InputSpec.Interpolation;
import dev.thorax.network.architecture.Node;
import dev.thorax.network.engine.Batch;
import dev.thorax.network.engine.EngineNetwork;
import dev.thorax.network.layer.Activation;
import dev.thorax.network.layer.Conv;
import dev.thorax.network.layer.Flatten;
import dev.thorax.network.layer.WeightRole;
import dev.thorax.network.weights.LayerWeights;
import dev.thorax.network.weights.Weights;
import dev.thorax.worker.TrainingException;
import dev.thorax.worker.dataset.Dataset;
import dev.thorax.worker.dataset.LabelledScan;
import dev.thorax.worker.dataset.ScanPixels;
import dev.thorax.worker.dataset.Split;
import dev.thorax.worker.recipe.Checkpoint;
import dev.thorax.worker.recipe.ClassWeights;
import dev.thorax.worker.recipe.EarlyStopping;
import dev.thorax.worker.recipe.Recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class FittingTest {
    private static final InputSpec INPUT = new InputSpec(8, 8, Interpolation.AREA);
    private static final List<Node> LAYERS =
            List.of(new Node(new Conv(1, 3, Activation.RELU)), new Node(new Flatten()));

    @Test
    void shouldKeepTheWeightsOfTheEpochWithTheLowestValidationLoss() throws InterruptedException {
        Scripted network = new Scripted(0.5, 0.6, 0.9, 0.7, 0.6);

        List<EpochReport> reports = fit(network, Checkpoint.LOWEST_LOSS, new EarlyStopping(2, 0.01), 10);

        assertThat(reports).hasSize(5).last().satisfies(last -> {
            assertThat(last.epoch()).isEqualTo(5);
            assertThat(last.validationLoss()).isEqualTo(-Math.log(0.6f));
        });
        assertThat(network.epoch).as("the epoch whose weights it ends with").isEqualTo(3);
    }

    @Test
    void shouldKeepTheWeightsOfTheFirstEpochWithTheHighestValidationAccuracy() throws InterruptedException {
        Scripted network = new Scripted(0.4, 0.6, 0.9, 0.45);

        fit(network, Checkpoint.HIGHEST_ACCURACY, null, 4);

        assertThat(network.epoch).isEqualTo(2);
    }

    @Test
    void shouldKeepTheWeightsOfTheLastEpochWhereTheRecipeSaysSo() throws InterruptedException {
        Scripted network = new Scripted(0.5, 0.9, 0.7);

        fit(network, Checkpoint.LAST, null, 3);

        assertThat(network.epoch).isEqualTo(3);
    }

    @Test
    void shouldSayThatTheLossIsNoLongerANumber() {
        Scripted network = new Scripted(0.5, Double.NaN);

        assertThatThrownBy(() -> fit(network, Checkpoint.LOWEST_LOSS, null, 3))
                .isInstanceOf(TrainingException.class)
                .hasMessage("The loss of recipe scripted is no longer a number after epoch 2; lower its learningRate.");
    }

    private static List<EpochReport> fit(EngineNetwork network, Checkpoint checkpoint, EarlyStopping stop, int epochs)
            throws InterruptedException {
        Recipe recipe = new Recipe(
                "scripted",
                null,
                null,
                INPUT,
                null,
                1,
                null,
                null,
                LAYERS,
                null,
                0,
                null,
                null,
                null,
                0.001,
                8,
                epochs,
                ClassWeights.NONE,
                null,
                checkpoint,
                stop,
                null,
                null,
                null,
                null);
        List<LabelledScan> scans = IntStream.range(0, 12)
                .mapToObj(i -> new LabelledScan("scan-" + i, "patient-" + i, i % 2, "0".repeat(64)))
                .toList();
        Split split = new Split(IntStream.range(0, 8).toArray(), new int[] {8, 9}, new int[] {10, 11});
        List<EpochReport> reports = new ArrayList<>();
        new Fitting(
                        recipe,
                        new Dataset(
                                "twelve",
                                List.of("A", "B"),
                                INPUT,
                                scans,
                                ScanPixels.of(Collections.nCopies(12, new byte[64]))),
                        split,
                        1)
                .run(network, reports::add);
        return reports;
    }

    /** After epoch n it gives the true class the n-th probability; its only weight is n. */
    private static final class Scripted implements EngineNetwork {
        private final double[] right;
        private int epoch;

        Scripted(double... right) {
            this.right = right;
        }

        @Override
        public double fit(Batch batch) {
            epoch++;
            return 1;
        }

        @Override
        public float[][] predict(Batch batch) {
            float p = (float) right[epoch - 1];
            return IntStream.range(0, batch.size())
                    .mapToObj(i -> batch.label(i) == 0 ? new float[] {p, 1 - p} : new float[] {1 - p, p})
                    .toArray(float[][]::new);
        }

        @Override
        public Weights weights() {
            return new Weights(List.of(new LayerWeights("scripted", Map.of(WeightRole.KERNEL, new float[] {epoch}))));
        }

        @Override
        public void load(Weights weights) {
            epoch = (int) weights.layers().get(0).kernel()[0];
        }

        @Override
        public void setLearningRate(double rate) {}

        @Override
        public void setSeed(long seed) {}

        @Override
        public byte[] optimizerState() {
            return new byte[0];
        }

        @Override
        public void restoreOptimizer(byte[] state) {}

        @Override
        public void close() {}
    }
}

package dev.thorax.engine.torch;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.thorax.network.architecture.Architecture;
import dev.thorax.network.architecture.NetworkInput;
import dev.thorax.network.architecture.Node;
import dev.thorax.network.engine.Batch;
import dev.thorax.network.engine.Predictor;
import dev.thorax.network.engine.TrainingSettings;
import dev.thorax.network.layer.Activation;
import dev.thorax.network.layer.BatchNorm;
import dev.thorax.network.layer.Conv;
import dev.thorax.network.layer.Dropout;
import dev.thorax.network.layer.Flatten;
import dev.thorax.network.layer.Padding;
import dev.thorax.network.layer.PaddingAmounts;
import dev.thorax.network.layer.Pooling;
import dev.thorax.network.layer.Shape;
import dev.thorax.network.layer.SlidingWindow;
import dev.thorax.network.layer.WeightRole;
import dev.thorax.network.layer.WindowSize;
import dev.thorax.network.weights.LayerWeights;
import dev.thorax.network.weights.Weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

@SuppressWarnings("try") // A scope acts when it is closed. Its body does not name it.
class TorchOpsTest {
    private static final Shape THREE = new Shape(1, 3, 3);
    private static final float[] NINE = {1, 2, 3, 4, 5, 6, 7, 8, 9};
    private static LibTorch library;
    private static Device device;
    private PointerScope scope;

    @BeforeAll
    static void load() {
        library = new LibTorch(1, false);
        device = library.device();
    }

    @BeforeEach
    void open() {
        scope = new PointerScope();
    }

    @AfterEach
    void close() {
        scope.close();
    }

    @Test
    void shouldCopyValuesInTheOrderOfTheShape() {
        assertThat(TensorFloats.read(tensor(NINE, 1, 1, 3, 3))).containsExactly(NINE);
        assertThat(TensorFloats.read(tensor(NINE, 3, 3).t())).containsExactly(1, 4, 7, 2, 5, 8, 3, 6, 9);
    }

    @Test
    void shouldPoolAtTheBorderAsTensorFlowDoes() {
        SlidingWindow window = new SlidingWindow(WindowSize.square(2), 1, Padding.SAME);
        Tensor in = tensor(NINE, 1, 1, 3, 3);

        assertThat(TensorFloats.read(TorchOps.avgPool(in, window, THREE)))
                .containsExactly(3, 4, 4.5f, 6, 7, 7.5f, 7.5f, 8.5f, 9);
        assertThat(TensorFloats.read(TorchOps.maxPool(in.neg(), window, THREE)))
                .containsExactly(-1, -2, -3, -4, -5, -6, -7, -8, -9);
        assertThat(TensorFloats.read(TorchOps.globalPool(in, Pooling.AVERAGE))).containsExactly(5);
    }

    @Test
    void shouldConvolveAndPad() {
        SlidingWindow window = new SlidingWindow(WindowSize.square(2), 2, Padding.SAME);
        Tensor in = tensor(NINE, 1, 1, 3, 3);
        Tensor kernel = tensor(new float[] {1, 1, 1, 1}, 1, 1, 2, 2);

        assertThat(TensorFloats.read(TorchOps.conv(in, kernel, null, window, THREE, 1)))
                .containsExactly(12, 9, 15, 9);
        assertThat(TensorFloats.read(
                        TorchOps.pad(tensor(new float[] {1}, 1, 1, 1, 1), new PaddingAmounts(1, 0, 0, 1), 0)))
                .containsExactly(0, 0, 1, 0);
        assertThat(TensorFloats.read(TorchOps.activated(TorchOps.scale(in, 2, -4), Activation.RELU6)))
                .containsExactly(0, 0, 2, 4, 6, 6, 6, 6, 6);
    }

    /** The first step of Adam moves each weight by the learning rate against its gradient's sign. */
    @Test
    void shouldStepByTheLearningRateAndKeepItsState() {
        Tensor weight = tensor(new float[] {1, 2}, 2);
        weight.requires_grad_(true);
        byte[] state;
        try (AdamOptimizer adam = new AdamOptimizer(List.of(weight), 0.1)) {
            weight.mul(tensor(new float[] {3, -5}, 2)).sum().backward();
            adam.step();
            state = adam.state();
        }

        assertThat(TensorFloats.read(weight)).containsExactly(new float[] {0.9f, 2.1f}, within(1e-4f));
        try (AdamOptimizer restored = new AdamOptimizer(List.of(weight), 0.1)) {
            restored.state(state);
            assertThat(restored.state()).isEqualTo(state);
        }
    }

    /** The variance of 1 and 3 in the batch is 1, where the unbiased estimate would be 2. */
    @Test
    void shouldFollowTheBatchsOwnVariance() {
        Architecture network = new Architecture(
                new NetworkInput(1, 2, 1),
                List.of(new Conv(1, 1, Activation.IDENTITY), new BatchNorm(1e-3, 0.5, true), new Flatten()));
        try (TorchParameters parameters = new TorchParameters(network, 2, Set.of(), device)) {
            parameters.load(Weights.random(network, 2, 1));
            TorchBatchNorm norm = new TorchBatchNorm(parameters, Set.of());
            norm.apply("layer2", (BatchNorm) network.layers().get(1), tensor(new float[] {1, 3}, 1, 1, 1, 2), true);

            LayerWeights moved = parameters.copy().byName().get("layer2");
            assertThat(moved.get(WeightRole.MEAN)).containsExactly(new float[] {1}, within(1e-6f));
            assertThat(moved.get(WeightRole.VARIANCE)).containsExactly(new float[] {1}, within(1e-6f));
        }
    }

    @Test
    void shouldComputeLogitsNodeByNode() {
        Architecture network =
                new Architecture(new NetworkInput(1, 2, 3), List.of(new Conv(1, 1, Activation.RELU), new Flatten()));
        Weights weights = new Weights(List.of(
                new LayerWeights(
                        "layer1", Map.of(WeightRole.KERNEL, new float[] {1, 2, -1}, WeightRole.BIAS, new float[] {-1})),
                new LayerWeights(
                        "output",
                        Map.of(WeightRole.KERNEL, new float[] {1, 0, 0, 1}, WeightRole.BIAS, new float[] {0, 0}))));
        Batch batch = new Batch(new byte[] {0, (byte) 255}, new float[] {1, 0}, 1);
        TrainingSettings settings = new TrainingSettings(1e-3, 1, new float[] {1, 1});
        try (TorchParameters parameters = new TorchParameters(network, 2, Set.of(), device);
                TorchNetwork whole = new TorchNetwork(network, 2, settings, library)) {
            parameters.load(weights);
            whole.load(weights);
            TorchForwardPass forward =
                    new TorchForwardPass(network, 2, parameters, new TorchBatchNorm(parameters, Set.of()));
            Tensor images = new TorchBatch(network.input(), device).pictures(batch);
            Predictor predictor = whole;

            // All channels are the grey image, so the pixels 0 and 1 give max(2 * pixel - 1, 0).
            try (Autocast none = new Autocast(null)) {
                assertThat(TensorFloats.read(forward.logits(images, false))).containsExactly(0, 1);
            }
            assertThat(predictor.predict(batch)[0]).containsExactly(new float[] {0.26894f, 0.73106f}, within(1e-4f));
        }
    }

    @Test
    void shouldDropValuesInTrainingOnly() {
        Architecture network = new Architecture(
                new NetworkInput(3, 3, 1), List.of(new Conv(1, 1, Activation.RELU), new Dropout(0.5), new Flatten()));
        try (TorchParameters parameters = new TorchParameters(network, 2, Set.of(), device)) {
            TorchBatchNorm batchNorm = new TorchBatchNorm(parameters, Set.of());
            TorchLayers layers = new TorchLayers(parameters, batchNorm, new ExecutionPlan(network.nodesWithOutput(2)));
            List<Tensor> in = List.of(tensor(NINE, 1, 1, 3, 3));
            Node dropout = network.nodes().get(1);

            assertThat(TensorFloats.read(layers.apply(dropout, in, THREE, false)))
                    .containsExactly(NINE);
            float[] dropped = TensorFloats.read(layers.apply(dropout, in, THREE, true));
            for (int i = 0; i < NINE.length; i++) {
                assertThat(dropped[i]).isIn(0f, 2 * NINE[i]);
            }
        }
    }

    private static Tensor tensor(float[] values, long... shape) {
        Tensor tensor = TensorFloats.zeros(
                device, Arrays.stream(shape).mapToObj(Math::toIntExact).toList());
        TensorFloats.write(tensor, values);
        return tensor;
    }
}

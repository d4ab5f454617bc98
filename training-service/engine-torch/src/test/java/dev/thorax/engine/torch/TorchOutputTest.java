package dev.thorax.engine.torch;

import java.util.Arrays;
import java.util.List;

import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.thorax.network.architecture.Architecture;
import dev.thorax.network.architecture.NetworkInput;
import dev.thorax.network.architecture.NetworkOutput;
import dev.thorax.network.architecture.Node;
import dev.thorax.network.engine.Batch;
import dev.thorax.network.layer.Activation;
import dev.thorax.network.layer.Conv;
import dev.thorax.network.layer.Flatten;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class TorchOutputTest {
    private static final Architecture CLASSES =
            new Architecture(new NetworkInput(1, 2, 1), List.of(new Conv(1, 1, Activation.IDENTITY), new Flatten()));
    private static final Architecture MASK = new Architecture(
            new NetworkInput(1, 2, 1), List.of(new Node(new Conv(1, 1, Activation.IDENTITY))), NetworkOutput.MASK);

    private static Device device;
    private PointerScope scope;

    @BeforeAll
    static void load() {
        device = new LibTorch(1, false).device();
    }

    @BeforeEach
    void open() {
        scope = new PointerScope();
    }

    @AfterEach
    void close() {
        scope.close();
    }

    /** The probabilities of the first image are 3/4 and 1/4, those of the second the same. */
    @Test
    void shouldWeighTheCrossEntropyOfEachClassAndEachScan() {
        TorchOutput output = TorchOutput.of(CLASSES, new float[] {1, 3}, device);
        Tensor logits = tensor(new float[] {(float) Math.log(3), 0, (float) Math.log(3), 0}, 2, 2);

        assertThat(output.loss(logits, batch(1, 0, 0, 1)).item_float())
                .isCloseTo((float) ((Math.log(4 / 3.0) + 3 * Math.log(4)) / 2), within(1e-5f));
        // A scan that counts twice, and a smooth label.
        assertThat(output.loss(logits, batch(2, 0, 0.5f, 0.5f)).item_float())
                .isCloseTo(
                        (float) ((2 * Math.log(4 / 3.0) + 0.5 * Math.log(4 / 3.0) + 0.5 * 3 * Math.log(4)) / 2),
                        within(1e-5f));
        assertThat(TensorFloats.read(output.probabilities(logits)))
                .containsExactly(new float[] {0.75f, 0.25f, 0.75f, 0.25f}, within(1e-6f));
    }

    @Test
    void shouldKeepTheClassWeightsThatItWasMadeWith() {
        float[] weights = {1, 1};
        TorchOutput output = TorchOutput.of(CLASSES, weights, device);
        weights[0] = 100;

        assertThat(output.loss(tensor(new float[] {0, 0}, 1, 2), new Batch(new byte[2], new float[] {1, 0}, 1))
                        .item_float())
                .isCloseTo((float) Math.log(2), within(1e-6f));
    }

    @Test
    void shouldTakeTheMeanOverThePositionsOfAMask() {
        TorchOutput output = TorchOutput.of(MASK, new float[] {1}, device);
        Tensor logits = tensor(new float[] {(float) Math.log(3), 0, 0, -(float) Math.log(3)}, 2, 1, 1, 2);

        assertThat(output.loss(logits, batch(1, 1, 0, 1)).item_float())
                .isCloseTo((float) ((Math.log(4 / 3.0) + Math.log(2) + Math.log(2) + Math.log(4)) / 4), within(1e-5f));
        assertThat(TensorFloats.read(output.probabilities(logits)))
                .containsExactly(new float[] {0.75f, 0.5f, 0.5f, 0.25f}, within(1e-6f));
    }

    @Test
    void shouldStayFiniteWhereTheNetworkIsSureAndWrong() {
        Batch wrong = new Batch(new byte[2], new float[] {0, 1}, 1);

        assertThat(TorchOutput.of(CLASSES, new float[] {1, 1}, device)
                        .loss(tensor(new float[] {200, 0}, 1, 2), wrong)
                        .item_float())
                .isCloseTo(200, within(1e-3f));
        assertThat(TorchOutput.of(MASK, new float[] {1}, device)
                        .loss(tensor(new float[] {200, -200}, 1, 1, 1, 2), wrong)
                        .item_float())
                .isCloseTo(200, within(1e-3f));
    }

    /** Two images with two targets each. */
    private static Batch batch(float... targets) {
        return new Batch(new byte[4], targets, 2);
    }

    private static Tensor tensor(float[] values, long... shape) {
        Tensor tensor = TensorFloats.zeros(
                device, Arrays.stream(shape).mapToObj(Math::toIntExact).toList());
        TensorFloats.write(tensor, values);
        return tensor;
    }
}

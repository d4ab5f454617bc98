package dev.thorax.network.onnx;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import dev.thorax.network.architecture.Node;
import dev.thorax.network.layer.Activation;
import dev.thorax.network.layer.Add;
import dev.thorax.network.layer.BatchNorm;
import dev.thorax.network.layer.Conv;
import dev.thorax.network.layer.Padding;
import dev.thorax.network.layer.WeightRole;
import dev.thorax.network.layer.WindowSize;
import dev.thorax.network.weights.LayerWeights;
import dev.thorax.network.weights.Weights;

import static org.assertj.core.api.Assertions.assertThat;

class FoldedNetworkTest {
    private static final BatchNorm NORM = new BatchNorm(1.0, 0.9, true);
    private static final LayerWeights NORM_WEIGHTS = new LayerWeights(
            "bn",
            Map.of(
                    WeightRole.GAMMA, new float[] {4},
                    WeightRole.BETA, new float[] {1},
                    WeightRole.MEAN, new float[] {3},
                    WeightRole.VARIANCE, new float[] {3}));

    @Test
    void shouldFoldABatchNormIntoItsConvolution() {
        FoldedNetwork folded = FoldedNetwork.fold(
                List.of(conv(Activation.IDENTITY), new Node("bn", List.of("conv"), NORM)),
                new Weights(List.of(kernel(), NORM_WEIGHTS)));

        // The factor is 4 / sqrt(3 + 1) = 2, the offset 1 - 3 * 2.
        assertThat(folded.nodes()).containsOnlyKeys("bn");
        assertThat(folded.nodes().get("bn").from()).containsExactly(Node.INPUT);
        assertThat(folded.weights().get("bn").kernel()).containsExactly(10);
        assertThat(folded.weights().get("bn").bias()).containsExactly(-5);
    }

    @Test
    void shouldNotFoldBehindAnActivation() {
        FoldedNetwork folded = FoldedNetwork.fold(
                List.of(conv(Activation.RELU), new Node("bn", List.of("conv"), NORM)),
                new Weights(List.of(kernel(), NORM_WEIGHTS)));

        assertThat(folded.nodes()).containsOnlyKeys("conv", "bn");
    }

    @Test
    void shouldNotFoldIntoAConvolutionThatAnotherNodeConsumes() {
        FoldedNetwork folded = FoldedNetwork.fold(
                List.of(
                        conv(Activation.IDENTITY),
                        new Node("bn", List.of("conv"), NORM),
                        new Node("sum", List.of("conv", "bn"), new Add())),
                new Weights(List.of(kernel(), NORM_WEIGHTS)));

        assertThat(folded.nodes()).containsOnlyKeys("conv", "bn", "sum");
        assertThat(folded.consumers().get("conv")).extracting(Node::name).containsExactly("bn", "sum");
    }

    @Test
    void shouldScaleWithoutGammaByTheDeviationOnly() {
        ChannelScale scale = ChannelScale.fromBatchNorm(new BatchNorm(1.0, 0.9, false), NORM_WEIGHTS);

        assertThat(scale.factor()).containsExactly(0.5);
        assertThat(scale.offset()).containsExactly(-0.5);
    }

    private static Node conv(Activation activation) {
        Conv conv = new Conv(1, WindowSize.square(1), 1, Padding.VALID, false, activation);
        return new Node("conv", List.of(Node.INPUT), conv);
    }

    private static LayerWeights kernel() {
        return new LayerWeights("conv", Map.of(WeightRole.KERNEL, new float[] {5}));
    }
}

package dev.thorax.engine.torch;

import java.util.List;

import org.junit.jupiter.api.Test;

import dev.thorax.network.architecture.Node;
import dev.thorax.network.layer.Activation;
import dev.thorax.network.layer.ActivationLayer;
import dev.thorax.network.layer.BatchNorm;
import dev.thorax.network.layer.Conv;
import dev.thorax.network.layer.GlobalPool;
import dev.thorax.network.layer.Layer;
import dev.thorax.network.layer.MaxPool;
import dev.thorax.network.layer.Pooling;
import dev.thorax.network.layer.Scale;
import dev.thorax.network.layer.ZeroPad;

import static org.assertj.core.api.Assertions.assertThat;

class ExecutionPlanTest {
    private static final Node SCALE = node("scale", new Scale(2, -1), Node.INPUT);
    private static final Node CONV = node("conv", new Conv(4, 3, Activation.RELU), "pad");
    private static final Node NORM = node("norm", BatchNorm.KERAS, "pool");
    private static final Node RELU = node("relu", new ActivationLayer(Activation.RELU6), "norm");
    private static final ExecutionPlan PLAN = new ExecutionPlan(List.of(
            SCALE, node("pad", new ZeroPad(1), "scale"), CONV, node("pool", new MaxPool(2), "conv"), NORM, RELU));

    @Test
    void shouldComputeOneOfEqualChannelsUpToTheFirstConvolution() {
        assertThat(List.of(Node.INPUT, "scale", "pad")).allMatch(PLAN::channelsEqual);
        assertThat(List.of("conv", "pool")).noneMatch(PLAN::channelsEqual);
        assertThat(PLAN.takesOneChannel(SCALE)).isTrue();
        assertThat(PLAN.takesOneChannel(CONV)).isTrue();
        assertThat(PLAN.takesOneChannel(NORM)).isFalse();
    }

    @Test
    void shouldMoveAnActivationBehindTheOnlyMaxPoolThatConsumesIt() {
        assertThat(PLAN.activation("conv")).isEqualTo(Activation.IDENTITY);
        assertThat(PLAN.activation("pool")).isEqualTo(Activation.RELU);

        ExecutionPlan shared = new ExecutionPlan(List.of(
                node("conv", new Conv(4, 3, Activation.RELU), Node.INPUT),
                node("pool", new MaxPool(2), "conv"),
                node("global", new GlobalPool(Pooling.MAX), "conv")));
        assertThat(shared.consumers("conv")).isEqualTo(2);
        assertThat(shared.activation("conv")).isEqualTo(Activation.RELU);
        assertThat(shared.activation("pool")).isEqualTo(Activation.IDENTITY);
    }

    @Test
    void shouldOverwriteOnlyWhatNoGradientNeeds() {
        assertThat(PLAN.mayOverwriteInput(RELU)).isTrue();
        assertThat(PLAN.mayOverwriteInput(NORM)).isFalse();
        assertThat(PLAN.mayOverwriteInput(SCALE)).isFalse();
    }

    private static Node node(String name, Layer layer, String... from) {
        return new Node(name, List.of(from), layer);
    }
}

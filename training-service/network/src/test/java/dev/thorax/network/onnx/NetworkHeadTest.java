package dev.thorax.network.onnx;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;

import dev.thorax.network.architecture.Architecture;
import dev.thorax.network.architecture.NetworkInput;
import dev.thorax.network.architecture.Node;
import dev.thorax.network.layer.Activation;
import dev.thorax.network.layer.Add;
import dev.thorax.network.layer.Concat;
import dev.thorax.network.layer.Conv;
import dev.thorax.network.layer.Dense;
import dev.thorax.network.layer.Dropout;
import dev.thorax.network.layer.GlobalPool;
import dev.thorax.network.layer.Layer;
import dev.thorax.network.layer.MaxPool;
import dev.thorax.network.layer.Pooling;
import dev.thorax.network.layer.ZeroPad;
import dev.thorax.network.testing.Networks;
import dev.thorax.network.weights.Weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class NetworkHeadTest {
    private static final int CLASSES = 3;
    private static final NetworkInput INPUT = new NetworkInput(16, 16, 1);

    @Test
    void shouldExplainTheMapsBeforePoolingAndDropout() {
        NetworkHead head = head(Networks.convnet50());

        assertThat(head.maps()).containsExactly("layer1");
        assertThat(head.poolingNode().name()).isEqualTo("layer4");
        assertThat(head.layers()).extracting(Node::name).containsExactly("layer5", Node.OUTPUT);
        assertThat(head.joinsPools()).isFalse();
    }

    @Test
    void shouldExplainTheMapsOfEachJoinedPool() {
        Architecture joined = joined();
        NetworkHead head = head(joined);

        assertThat(head.joinsPools()).isTrue();
        assertThat(head.maps()).containsExactly("first", "second");
        assertThat(head.pools(byName(joined), joined.shapesByName(CLASSES)))
                .containsExactly(new NetworkHead.Pool("first", 0, 2), new NetworkHead.Pool("second", 2, 6));
    }

    @Test
    void shouldRefuseAHeadThatBranches() {
        Architecture branching = new Architecture(
                INPUT,
                List.of(
                        node("conv", new Conv(2, 3, Activation.RELU), Node.INPUT),
                        node("pool", new GlobalPool(Pooling.MAX), "conv"),
                        node("left", new Dense(4, Activation.RELU), "pool"),
                        node("right", new Dense(4, Activation.RELU), "pool"),
                        node("sum", new Add(), "left", "right")));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> head(branching))
                .withMessageContaining("sum joins several vectors other than global pools");
    }

    @Test
    void shouldRefuseTheGradientOfALayerThatNoHeadHas() {
        OnnxGraph graph = new OnnxGraph("gradient");
        LayerGradientWriter writer = new LayerGradientWriter(graph, null, "pad", "gradient", () -> "kernel");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ZeroPad(1).accept(writer))
                .withMessageStartingWith("Grad-CAM cannot be written: a head may have no ZeroPad[");
        assertThat(new Dropout(0.5).accept(writer)).isEqualTo("gradient");
    }

    @Test
    void shouldWriteTheGradientsOfTheMapsOfEachJoinedPool() {
        Architecture joined = joined();
        OnnxGraph graph = new OnnxGraph("joined");
        ForwardPassWriter forward =
                new ForwardPassWriter(graph, joined, Weights.random(joined, CLASSES, 1), CLASSES, 1);
        forward.write(InputWriter.grey(graph, joined.input()));

        assertThat(new HeadGradientWriter(graph, forward, head(joined)).write("class"))
                .containsOnlyKeys("first", "second");
        new GradCamWriter(graph, forward).write();
        assertThat(graph.toBytes()).isNotEmpty();
    }

    private static Architecture joined() {
        return new Architecture(
                INPUT,
                List.of(
                        node("first", new Conv(2, 3, Activation.RELU), Node.INPUT),
                        node("half", new MaxPool(2), "first"),
                        node("second", new Conv(4, 3, Activation.RELU), "half"),
                        node("pool1", new GlobalPool(Pooling.AVERAGE), "half"),
                        node("pool2", new GlobalPool(Pooling.AVERAGE), "second"),
                        node("joined", new Concat(), "pool1", "pool2")));
    }

    private static Node node(String name, Layer layer, String... from) {
        return new Node(name, List.of(from), layer);
    }

    private static NetworkHead head(Architecture architecture) {
        return NetworkHead.find(byName(architecture), architecture.shapesByName(CLASSES));
    }

    private static Map<String, Node> byName(Architecture architecture) {
        return architecture.nodesWithOutput(CLASSES).stream()
                .collect(Collectors.toMap(Node::name, Function.identity()));
    }
}

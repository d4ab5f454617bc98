package dev.thorax.network.architecture;

import java.util.List;

import org.junit.jupiter.api.Test;

import dev.thorax.network.layer.Add;
import dev.thorax.network.layer.Flatten;
import dev.thorax.network.layer.Scale;
import dev.thorax.network.layer.Shape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class LayerGraphTest {
    private static final NetworkInput INPUT = new NetworkInput(4, 4, 1);
    private static final Scale SCALE = new Scale(2, 0);

    @Test
    void shouldNameNodesByPositionAndChainThem() {
        List<Node> nodes = LayerGraph.complete(List.of(new Node(SCALE), new Node(new Flatten())));

        assertThat(nodes)
                .containsExactly(
                        new Node("layer1", List.of(Node.INPUT), SCALE),
                        new Node("layer2", List.of("layer1"), new Flatten()));
        assertThat(LayerGraph.shapes(INPUT, nodes))
                .containsEntry(Node.INPUT, new Shape(1, 4, 4))
                .containsEntry("layer2", Shape.vector(16));
    }

    @Test
    void shouldRefuseTwoNodesOfOneName() {
        Node node = new Node("a", List.of(Node.INPUT), SCALE);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> LayerGraph.complete(List.of(node, node)))
                .withMessageContaining("there are two nodes a");
    }

    @Test
    void shouldRefuseANodeThatNothingTakesFrom() {
        List<Node> nodes =
                List.of(new Node("a", List.of(Node.INPUT), SCALE), new Node("b", List.of(Node.INPUT), SCALE));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> LayerGraph.complete(nodes))
                .withMessageContaining("nothing takes from a");
    }

    @Test
    void shouldRefuseANodeThatTakesFromALaterOne() {
        List<Node> nodes = List.of(
                new Node("sum", List.of(Node.INPUT, "later"), new Add()),
                new Node("later", List.of(Node.INPUT), SCALE));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> LayerGraph.shapes(INPUT, nodes))
                .withMessageContaining("sum takes from later, not before it");
    }

    @Test
    void shouldNumberUnnamedLayersByKindAsKerasDoes() {
        ArchitectureBuilder builder = new ArchitectureBuilder();
        String first = builder.addUnnamed("conv2d", SCALE, Node.INPUT);
        String second = builder.addUnnamed("conv2d", SCALE, first);
        builder.addUnnamed("activation", SCALE, second);

        assertThat(builder.nodes()).extracting(Node::name).containsExactly("conv2d_1", "conv2d_2", "activation_1");
    }
}

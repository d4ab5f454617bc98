package dev.thorax.network.keras;

import java.util.List;

import org.junit.jupiter.api.Test;

import dev.thorax.network.architecture.Node;
import dev.thorax.network.layer.Add;
import dev.thorax.network.layer.Layer;
import dev.thorax.network.layer.Scale;

import static org.assertj.core.api.Assertions.assertThat;

class KerasOrderTest {
    private static final Layer SCALE = new Scale(2, 0);

    /** The short branch is declared first, but it is nearer to the output than the begin of the long one. */
    @Test
    void shouldPutTheFarthestFromTheOutputFirst() {
        List<Node> nodes = List.of(
                new Node("stem", List.of(Node.INPUT), SCALE),
                new Node("short", List.of("stem"), SCALE),
                new Node("long1", List.of("stem"), SCALE),
                new Node("long2", List.of("long1"), SCALE),
                new Node("sum", List.of("short", "long2"), new Add()));

        assertThat(KerasOrder.layerNames(nodes)).containsExactly("stem", "long1", "short", "long2", "sum");
    }

    @Test
    void shouldOrderEquallyFarLayersByTheInputsOfTheirConsumer() {
        List<Node> nodes = List.of(
                new Node("a", List.of(Node.INPUT), SCALE),
                new Node("b", List.of(Node.INPUT), SCALE),
                new Node("sum", List.of("b", "a"), new Add()));

        assertThat(KerasOrder.layerNames(nodes)).containsExactly("b", "a", "sum");
    }
}

package dev.thorax.network.architecture;

import java.util.List;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;

import dev.thorax.network.layer.Layer;

/**
 * A layer at its place in a network. In a recipe its keys stand beside the layer: {@code - {add: {}, name: sum, from: [a, b]}}.
 *
 * @param name what other nodes call it; unique in its network
 * @param from names of the nodes whose outputs enter it, in order; {@link #INPUT} for the network's input
 * @param layer what it does
 */
@JsonDeserialize(using = NodeReader.class)
public record Node(String name, List<String> from, Layer layer) {
    /** The name of what enters the network. */
    public static final String INPUT = "input";

    /** The name of the dense layer that ends every network. */
    public static final String OUTPUT = "output";

    public Node {
        from = from == null ? List.of() : List.copyOf(from);
        Layer.require(layer != null, "a node has no layer");
    }

    /** A node that gets the name of its place, and the output of the node before it. */
    public Node(Layer layer) {
        this(null, List.of(), layer);
    }

    /** Whether its only input is {@code other}. */
    public boolean follows(String other) {
        return from.equals(List.of(other));
    }
}

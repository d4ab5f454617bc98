package dev.thorax.network.architecture;

import java.util.List;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;

import dev.thorax.network.layer.Layer;

/**
 * A layer with its name and inputs in a network. In a recipe its keys stand beside the layer: {@code - {add: {}, name: sum,
 * from: [a, b]}}.
 *
 * @param name its name, unique in its network
 * @param from names of the nodes whose outputs enter it, in order; {@link #INPUT} for the network's input
 * @param layer the layer itself
 */
@JsonDeserialize(using = NodeReader.class)
public record Node(String name, List<String> from, Layer layer) {
    /** The name of the network's input. */
    public static final String INPUT = "input";

    /** The name of the dense layer that ends every network. */
    public static final String OUTPUT = "output";

    public Node {
        from = from == null ? List.of() : List.copyOf(from);
        Layer.require(layer != null, "a node has no layer");
    }

    /** Creates a node that is named by its position and takes from the node before it. */
    public Node(Layer layer) {
        this(null, List.of(), layer);
    }
}

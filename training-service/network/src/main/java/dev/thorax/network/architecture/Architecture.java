package dev.thorax.network.architecture;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;

import dev.thorax.network.layer.Activation;
import dev.thorax.network.layer.Conv;
import dev.thorax.network.layer.Dense;
import dev.thorax.network.layer.Layer;
import dev.thorax.network.layer.Shape;
import dev.thorax.network.layer.TensorSpec;
import dev.thorax.network.layer.WeightRole;

/**
 * The one description of a network: engines build it, the exporter writes it. After the last layer comes, in every network,
 * a dense layer with one output a class, and softmax.
 *
 * @param input what enters the first layer
 * @param nodes the layers, each after those it takes from; the convolutional part, then {@code flatten} or a global pool,
 *     then the head
 */
public record Architecture(NetworkInput input, List<Node> nodes) {
    @JsonCreator
    public Architecture(
            @JsonProperty(value = "input", required = true) NetworkInput input,
            @JsonProperty(value = "layers", required = true) List<Node> nodes) {
        this.input = input;
        this.nodes = LayerGraph.complete(nodes);
        Layer.require(layers().stream().anyMatch(Conv.class::isInstance), "it needs a convolution");
        Map<String, Shape> shapes = LayerGraph.shapes(input, this.nodes);
        Layer.require(shapes.get(last()).flat(), "it needs flatten or a global pool before its end");
    }

    /** Each layer takes from the one before it. */
    public Architecture(NetworkInput input, Collection<? extends Layer> layers) {
        this(input, layers.stream().map(Node::new).toList());
    }

    /** The layers in order. */
    public List<Layer> layers() {
        return nodes.stream().map(Node::layer).toList();
    }

    /** Whether each layer takes from the one before it, and only from it. */
    public boolean straight() {
        return LayerGraph.straight(nodes);
    }

    /** What enters the network, then what leaves each layer. */
    public List<Shape> shapes() {
        return List.copyOf(LayerGraph.shapes(input, nodes).values());
    }

    /** What leaves each node of {@link #nodesWithOutput} by the node's name, and {@link Node#INPUT} with what enters the network. */
    public Map<String, Shape> shapesByName(int classes) {
        return LayerGraph.shapes(input, nodesWithOutput(classes));
    }

    /** All nodes with the output layer of {@code classes} logits, called {@link Node#OUTPUT}. */
    public List<Node> nodesWithOutput(int classes) {
        List<Node> all = new ArrayList<>(nodes);
        all.add(new Node(Node.OUTPUT, List.of(last()), new Dense(classes, Activation.IDENTITY)));
        return List.copyOf(all);
    }

    /** The tensors of each layer that has weights, with an output layer for {@code classes} classes, by name and in order. */
    public Map<String, List<TensorSpec>> weights(int classes) {
        return LayerGraph.weights(nodesWithOutput(classes), shapesByName(classes));
    }

    /** Values that enter the output layer, for one image. */
    public int features() {
        return shapesByName(1).get(last()).size();
    }

    /** All values that are stored, trained or not, as Keras counts them, with an output layer for {@code classes} classes. */
    public int parameters(int classes) {
        return parameters(classes, role -> true);
    }

    /** Those of them that the optimiser moves. */
    public int trainableParameters(int classes) {
        return parameters(classes, WeightRole::trainable);
    }

    private int parameters(int classes, Predicate<WeightRole> counted) {
        return weights(classes).values().stream()
                .flatMap(List::stream)
                .filter(tensor -> counted.test(tensor.role()))
                .mapToInt(TensorSpec::size)
                .sum();
    }

    private String last() {
        return nodes.get(nodes.size() - 1).name();
    }
}

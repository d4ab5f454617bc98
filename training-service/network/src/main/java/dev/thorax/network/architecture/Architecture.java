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
 * A network as data, which engines train and the exporter writes. Every network ends with an output layer and its
 * activation, which {@link #output} names and which are not in this list.
 *
 * @param input the network's input
 * @param nodes the layers, each after those it takes from; for classes the convolutional part, then {@code flatten} or a
 *     global pool, then the head; for a mask the last layer gives maps
 * @param output the kind of answer; CLASSES unless given
 */
public record Architecture(NetworkInput input, List<Node> nodes, NetworkOutput output) {
    @JsonCreator
    public Architecture(
            @JsonProperty(value = "input", required = true) NetworkInput input,
            @JsonProperty(value = "layers", required = true) List<Node> nodes,
            @JsonProperty("output") NetworkOutput output) {
        this.input = input;
        this.nodes = LayerGraph.complete(nodes);
        Layer.require(layers().stream().anyMatch(Conv.class::isInstance), "it needs a convolution");
        Map<String, Shape> shapes = LayerGraph.shapes(input, this.nodes);
        this.output = output == null ? NetworkOutput.CLASSES : output;
        if (this.output == NetworkOutput.CLASSES) {
            Layer.require(shapes.get(last()).flat(), "it needs flatten or a global pool before its end");
        } else {
            requireMask(input, shapes.get(last()));
        }
    }

    /** Creates a network that tells classes apart. */
    public Architecture(NetworkInput input, List<Node> nodes) {
        this(input, nodes, NetworkOutput.CLASSES);
    }

    /** A mask's positions are squares of whole pixels, so that a mask of the image's size can be brought to its size. */
    private static void requireMask(NetworkInput input, Shape end) {
        Layer.require(!end.flat(), "a mask needs maps at its end, without flatten or a global pool before");
        int factor = input.height() / end.height();
        Layer.require(
                factor > 0 && input.height() == end.height() * factor && input.width() == end.width() * factor,
                "the maps at its end must divide the input by one whole number, but are " + end.height() + " x "
                        + end.width());
        Layer.require(!input.mirrored(), "a mask has no mirror images");
    }

    /** Creates a chain in which each layer takes from the one before it. */
    public Architecture(NetworkInput input, Collection<? extends Layer> layers) {
        this(input, layers.stream().map(Node::new).toList());
    }

    /** Returns the layers in order. */
    public List<Layer> layers() {
        return nodes.stream().map(Node::layer).toList();
    }

    /** Lists the shapes of the network's input and of each layer's output. */
    public List<Shape> shapes() {
        return List.copyOf(LayerGraph.shapes(input, nodes).values());
    }

    /**
     * Maps the name of each node of {@link #nodesWithOutput} to the shape of its output, and {@link Node#INPUT} to that of
     * the input.
     */
    public Map<String, Shape> shapesByName(int classes) {
        return LayerGraph.shapes(input, nodesWithOutput(classes));
    }

    /**
     * Lists all nodes and the output layer, named {@link Node#OUTPUT}: {@code classes} logits, or one logit for each
     * position of a mask.
     */
    public List<Node> nodesWithOutput(int classes) {
        List<Node> all = new ArrayList<>(nodes);
        Layer end = output == NetworkOutput.CLASSES
                ? new Dense(classes, Activation.IDENTITY)
                : new Conv(1, 1, Activation.IDENTITY);
        all.add(new Node(Node.OUTPUT, List.of(last()), end));
        return List.copyOf(all);
    }

    /** Returns the shape of the mask, one channel. */
    public Shape mask() {
        Layer.require(output == NetworkOutput.MASK, "its output is not a mask");
        return shapesByName(1).get(Node.OUTPUT);
    }

    /**
     * Maps the name of each node that has weights to its tensors, in order and with an output layer for {@code classes}
     * classes.
     */
    public Map<String, List<TensorSpec>> weights(int classes) {
        return LayerGraph.weights(nodesWithOutput(classes), shapesByName(classes));
    }

    /** Counts the values that enter the output layer, for one image. */
    public int features() {
        return shapesByName(1).get(last()).size();
    }

    /** Counts all weights as Keras does, trained or not, with an output layer for {@code classes} classes. */
    public int parameters(int classes) {
        return parameters(classes, role -> true);
    }

    /** Counts the weights that the optimizer trains. */
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

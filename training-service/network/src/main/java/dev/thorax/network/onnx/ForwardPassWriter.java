package dev.thorax.network.onnx;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.thorax.contracts.model.TensorNames;
import dev.thorax.network.architecture.Architecture;
import dev.thorax.network.architecture.Node;
import dev.thorax.network.layer.Conv;
import dev.thorax.network.layer.DepthwiseConv;
import dev.thorax.network.layer.PaddingAmounts;
import dev.thorax.network.layer.Shape;
import dev.thorax.network.layer.ZeroPad;
import dev.thorax.network.weights.LayerWeights;
import dev.thorax.network.weights.Weights;

import static dev.thorax.network.onnx.OnnxGraph.attribute;
import static dev.thorax.network.onnx.OnnxGraph.attributes;

/** Writes the forward pass from pixels to probabilities. */
final class ForwardPassWriter {
    private final OnnxGraph graph;
    private final FoldedNetwork network;
    private final Map<String, Shape> shapes;
    private final Map<String, List<Node>> consumers;
    private final int classes;
    private final double temperature;
    private final Map<String, String> values = new HashMap<>();
    private final Map<String, PaddingAmounts> borders = new HashMap<>();
    private final boolean mirrored;
    private final Node vector;

    ForwardPassWriter(OnnxGraph graph, Architecture architecture, Weights weights, int classes, double temperature) {
        this.graph = graph;
        this.network = FoldedNetwork.fold(architecture.nodesWithOutput(classes), weights);
        this.shapes = architecture.shapesByName(classes);
        this.consumers = network.consumers();
        this.classes = classes;
        this.temperature = temperature;
        this.mirrored = architecture.input().mirrored();
        this.vector = mirrored ? NetworkHead.find(network.nodes(), shapes).poolingNode() : null;
    }

    /**
     * Writes the forward pass and declares the output {@code probabilities: float32[N, classes]}.
     *
     * @param pixels name of float32[N,channels,H,W] in [0,1]; with mirror images twice as many
     */
    void write(String pixels) {
        String logits = writeLogits(pixels);
        if (temperature != 1) {
            logits = graph.node("Div", logits, graph.constant(new float[] {(float) temperature}));
        }
        graph.output(
                TensorNames.PROBABILITIES, graph.node("Softmax", attributes(attribute("axis", -1)), logits), classes);
    }

    /**
     * Writes the forward pass up to the output layer.
     *
     * @return name of its output, float32[N, classes] or of a mask float32[N,1,h,w]
     */
    String writeLogits(String pixels) {
        writeFeatures(pixels);
        write(network.nodes().get(Node.OUTPUT));
        return value(Node.OUTPUT);
    }

    /**
     * Writes the forward pass up to the input of the output layer.
     *
     * @return name of that input, float32[N,F]
     */
    String writeFeatures(String pixels) {
        Node output = network.nodes().get(Node.OUTPUT);
        values.put(Node.INPUT, pixels);
        network.nodes().values().stream().filter(node -> node != output).forEach(this::write);
        return value(output.from().get(0));
    }

    /**
     * Writes the deep features: the mean over all positions of the deepest maps that the head pools, and over each image and
     * its mirror image.
     *
     * @return name of float32[N,channels of these maps]
     */
    String writeDeepFeatures() {
        String pooled = graph.node("Flatten", graph.node("GlobalAveragePool", value(deepestMaps())));
        return mirrored ? mean(pooled, deepFeatures()) : pooled;
    }

    /** Returns the number of deep features. */
    int deepFeatures() {
        return shape(deepestMaps()).channels();
    }

    private String deepestMaps() {
        List<String> maps = NetworkHead.find(network.nodes(), shapes).maps();
        return maps.get(maps.size() - 1);
    }

    /** Returns the network that is written. */
    FoldedNetwork network() {
        return network;
    }

    /** Returns the name of a node's output, after its activation. */
    String value(String node) {
        return values.get(node);
    }

    /** Returns the shapes of all nodes' outputs. */
    Map<String, Shape> shapes() {
        return shapes;
    }

    /** Returns the shape of a node's output. */
    Shape shape(String node) {
        return shapes.get(node);
    }

    /** Writes a node. A zero pad that only convolutions consume is written as their padding. */
    private void write(Node node) {
        String first = node.from().get(0);
        PaddingAmounts around = borders.getOrDefault(first, PaddingAmounts.NONE);
        if (node.layer() instanceof ZeroPad pad
                && consumers.get(node.name()).stream().allMatch(ForwardPassWriter::convolves)) {
            values.put(node.name(), value(first));
            borders.put(node.name(), pad.border());
        } else {
            String[] inputs = node.from().stream().map(this::value).toArray(String[]::new);
            LayerWeights weights = network.weights().get(node.name());
            String value = node.layer().accept(new LayerWriter(graph, weights, shape(first), around, inputs));
            values.put(
                    node.name(),
                    node == vector ? mean(value, shape(vector.name()).channels()) : value);
        }
    }

    /** Returns the name of a node's output for the images themselves, without their mirror images. */
    String seenUpright(String node) {
        if (!mirrored) {
            return value(node);
        }
        Shape maps = shape(node);
        String halves = graph.node(
                "Reshape", value(node), graph.constant(2, -1, maps.channels(), (long) maps.height() * maps.width()));
        String first = graph.node("Slice", halves, graph.constant(0L), graph.constant(1L), graph.constant(0L));
        return graph.node("Reshape", first, graph.constant(-1, maps.channels(), maps.height(), maps.width()));
    }

    /** Writes the mean of the vectors of each image and its mirror image. */
    private String mean(String vectors, int size) {
        String halves = graph.node("Reshape", vectors, graph.constant(2, -1, size));
        return graph.node(
                "ReduceMean", attributes(attribute("axes", new long[] {0}), attribute("keepdims", 0)), halves);
    }

    private static boolean convolves(Node node) {
        return node.layer() instanceof Conv || node.layer() instanceof DepthwiseConv;
    }
}

package dev.thorax.training.export;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import ai.onnx.proto.OnnxMl.TensorProto;

import dev.thorax.training.architecture.Activation;
import dev.thorax.training.architecture.Architecture;
import dev.thorax.training.architecture.Input;
import dev.thorax.training.architecture.Layer;
import dev.thorax.training.architecture.Shape;
import dev.thorax.training.engine.Weights;

import static dev.thorax.training.export.OnnxGraph.attribute;
import static dev.thorax.training.export.OnnxGraph.attributes;

/** Writes the way from the image to the probabilities. */
final class ForwardPass {

    /**
     * A dense layer as it was written: what the backward pass needs of it.
     *
     * @param layer the layer
     * @param weights its weights
     * @param inputs values that enter it for one image
     * @param output name of what leaves it, after its activation
     */
    record WrittenDense(Layer.Dense layer, Weights.OfLayer weights, int inputs, String output) {}

    private final OnnxGraph graph;
    private final Architecture architecture;
    private final List<WrittenDense> head = new ArrayList<>();
    private String featureMaps;
    private Shape featureMapsShape;

    ForwardPass(OnnxGraph graph, Architecture architecture) {
        this.graph = graph;
        this.architecture = architecture;
    }

    /** Writes it and declares the output {@code probabilities: float32[N, classes]}. */
    void write(Weights weights, int classes) {
        List<Layer> layers = architecture.layersWithOutput(classes);
        List<Shape> shapes = architecture.shapes();
        var remaining = weights.layers().iterator();
        String value = pixels();
        for (int i = 0; i < layers.size(); i++) {
            Layer layer = layers.get(i);
            Shape in = shapes.get(i);
            value = write(layer, in, value, layer.parameters(in) > 0 ? remaining.next() : null);
            if (i == architecture.lastConvolution()) {
                featureMaps = value;
                featureMapsShape = layer.shape(in);
            }
        }
        graph.output("probabilities", graph.node("Softmax", attributes(attribute("axis", -1)), value), classes);
    }

    /** The dense layers in order, the output layer last. */
    List<WrittenDense> head() {
        return head;
    }

    /** Name of what leaves the last convolution, after its activation. */
    String featureMaps() {
        return featureMaps;
    }

    /** Its shape. */
    Shape featureMapsShape() {
        return featureMapsShape;
    }

    /** {@code image: uint8[N,H,W]} to float32[N,channels,H,W] in [0,1]. */
    private String pixels() {
        Input input = architecture.input();
        String image = graph.input("image", TensorProto.DataType.UINT8, input.height(), input.width());
        String cast = graph.node("Cast", attributes(attribute("to", TensorProto.DataType.FLOAT.getNumber())), image);
        String scaled = graph.node("Div", cast, graph.constant(new float[] {255}));
        String plane = graph.node("Unsqueeze", scaled, graph.constant(1L));
        String[] channels = new String[input.channels()];
        Arrays.fill(channels, plane);
        return graph.node("Concat", attributes(attribute("axis", 1)), channels);
    }

    private String write(Layer layer, Shape in, String value, Weights.OfLayer weights) {
        if (layer instanceof Layer.Conv conv) {
            int side = conv.kernel();
            String kernel = graph.constant(weights.kernel(), conv.filters(), in.channels(), side, side);
            String bias = graph.constant(weights.bias(), conv.filters());
            return activated(
                    conv.activation(),
                    graph.node(
                            "Conv",
                            attributes(attribute("kernel_shape", new long[] {side, side})),
                            value,
                            kernel,
                            bias));
        }
        if (layer instanceof Layer.MaxPool pool) {
            long[] side = {pool.size(), pool.size()};
            return graph.node(
                    "MaxPool", attributes(attribute("kernel_shape", side), attribute("strides", side)), value);
        }
        if (layer instanceof Layer.Flatten) {
            return graph.node("Flatten", attributes(attribute("axis", 1)), value);
        }
        if (layer instanceof Layer.Dense dense) {
            String kernel = graph.constant(weights.kernel(), in.size(), dense.units());
            String bias = graph.constant(weights.bias(), dense.units());
            String output = activated(dense.activation(), graph.node("Gemm", value, kernel, bias));
            head.add(new WrittenDense(dense, weights, in.size(), output));
            return output;
        }
        // Dropout is for training only.
        return value;
    }

    private String activated(Activation activation, String value) {
        return switch (activation) {
            case IDENTITY -> value;
            case RELU -> graph.node("Relu", value);
        };
    }
}

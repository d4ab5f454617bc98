package dev.thorax.network.onnx;

import dev.thorax.network.architecture.Architecture;
import dev.thorax.network.weights.Weights;

/** Writes a network as the two ONNX files of a bundle; both take any number of images at once. */
public final class OnnxExporter {
    /** Output {@code float32[N,F]} of {@link #features}. */
    public static final String FEATURES = "features";

    private static final double UNCHANGED = 1;

    private OnnxExporter() {}

    /** Writes the model at temperature 1. */
    public static byte[] model(Architecture architecture, Weights weights, int classes) {
        return model(architecture, weights, classes, UNCHANGED);
    }

    /**
     * Writes the model from {@code image: uint8[N,H,W]} to {@code probabilities: float32[N,C]}, rows sum to 1.
     *
     * @param temperature divisor of the logits, above 0
     */
    public static byte[] model(Architecture architecture, Weights weights, int classes, double temperature) {
        OnnxGraph graph = new OnnxGraph("model");
        new ForwardPassWriter(graph, architecture, weights, classes, temperature)
                .write(InputWriter.grey(graph, architecture.input()));
        return graph.toBytes();
    }

    /**
     * Writes the model from {@code image: uint8[N,H,W]} to {@code features: float32[N,F]}, the input of the output layer. No
     * bundle has it.
     *
     * @param weights of all layers but the output layer
     */
    public static byte[] features(Architecture architecture, Weights weights) {
        OnnxGraph graph = new OnnxGraph("features");
        ForwardPassWriter forward = new ForwardPassWriter(graph, architecture, weights, 1, UNCHANGED);
        String features = forward.writeFeatures(InputWriter.grey(graph, architecture.input()));
        graph.output(FEATURES, features, architecture.features());
        return graph.toBytes();
    }

    /**
     * Writes the model from {@code image: float32[N,channels,H,W]} in [0,1] to {@code probabilities: float32[N,C]}. Tests
     * prove a backbone with colour images by it. No bundle has it.
     */
    static byte[] colourModel(Architecture architecture, Weights weights, int classes) {
        OnnxGraph graph = new OnnxGraph("colour");
        new ForwardPassWriter(graph, architecture, weights, classes, UNCHANGED)
                .write(InputWriter.colour(graph, architecture.input()));
        return graph.toBytes();
    }

    /**
     * Writes Grad-CAM at temperature 1, from {@code image: uint8[N,H,W], class: int64[N]} to {@code heatmap: float32[N,h,w]}
     * in [0,1], of the size of the last maps before pooling, and {@code probabilities: float32[N,C]}.
     */
    public static byte[] gradcam(Architecture architecture, Weights weights, int classes) {
        return gradcam(architecture, weights, classes, UNCHANGED);
    }

    /**
     * Writes Grad-CAM with probabilities at a temperature. The heat map is the same at each, because it is divided by its
     * largest value.
     *
     * @param temperature what the logits are divided by, above 0
     */
    public static byte[] gradcam(Architecture architecture, Weights weights, int classes, double temperature) {
        OnnxGraph graph = new OnnxGraph("gradcam");
        ForwardPassWriter forward = new ForwardPassWriter(graph, architecture, weights, classes, temperature);
        forward.write(InputWriter.grey(graph, architecture.input()));
        new GradCamWriter(graph, forward).write();
        return graph.toBytes();
    }
}

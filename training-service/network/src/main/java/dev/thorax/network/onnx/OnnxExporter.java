package dev.thorax.network.onnx;

import org.jspecify.annotations.Nullable;

import dev.thorax.contracts.model.TensorNames;
import dev.thorax.network.architecture.Architecture;
import dev.thorax.network.layer.Shape;
import dev.thorax.network.weights.Weights;

/** Writes a network as the ONNX files of a bundle; all take any number of images at once. */
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
        return model(architecture, weights, classes, temperature, null);
    }

    /**
     * Writes the model with a second output {@code distances: float32[N,2]} from the training scans.
     *
     * @param temperature divisor of the logits, above 0
     * @param reference the training scans, or null for no such output
     */
    public static byte[] model(
            Architecture architecture,
            Weights weights,
            int classes,
            double temperature,
            @Nullable FeatureReference reference) {
        OnnxGraph graph = new OnnxGraph("model");
        ForwardPassWriter forward = new ForwardPassWriter(graph, architecture, weights, classes, temperature);
        forward.write(InputWriter.grey(graph, architecture.input()));
        if (reference != null) {
            new DistanceWriter(graph, reference).write(forward.writeDeepFeatures());
        }
        return graph.toBytes();
    }

    /**
     * Writes the model from {@code image: uint8[N,H,W]} to {@code mask: float32[N,h,w]}, the probability of each position in
     * [0,1].
     *
     * @param architecture a network whose output is a mask
     */
    public static byte[] mask(Architecture architecture, Weights weights) {
        Shape mask = architecture.mask();
        OnnxGraph graph = new OnnxGraph("mask");
        String logits = new ForwardPassWriter(graph, architecture, weights, 1, UNCHANGED)
                .writeLogits(InputWriter.grey(graph, architecture.input()));
        String positions = graph.node("Squeeze", graph.node("Sigmoid", logits), graph.constant(1L));
        graph.output(TensorNames.MASK, positions, mask.height(), mask.width());
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
     * Writes the model from {@code image: uint8[N,H,W]} to {@code features: float32[N,F]}, the mean over all positions of the
     * deepest maps. No bundle has it.
     */
    public static byte[] deepFeatures(Architecture architecture, Weights weights, int classes) {
        OnnxGraph graph = new OnnxGraph("deep-features");
        ForwardPassWriter forward = new ForwardPassWriter(graph, architecture, weights, classes, UNCHANGED);
        forward.writeFeatures(InputWriter.grey(graph, architecture.input()));
        graph.output(FEATURES, forward.writeDeepFeatures(), forward.deepFeatures());
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

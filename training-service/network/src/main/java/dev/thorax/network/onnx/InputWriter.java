package dev.thorax.network.onnx;

import java.util.Arrays;

import ai.onnx.proto.OnnxMl.TensorProto;

import dev.thorax.contracts.model.TensorNames;
import dev.thorax.network.architecture.NetworkInput;

import static dev.thorax.network.onnx.OnnxGraph.attribute;
import static dev.thorax.network.onnx.OnnxGraph.attributes;

/** Writes a model's input as float32[N,channels,H,W] in [0,1]. */
final class InputWriter {
    private InputWriter() {}

    /**
     * Writes the input {@code image: uint8[N,H,W]}, grey images that are repeated in each channel. Mirror images, if the
     * network uses them, follow after all images.
     */
    static String grey(OnnxGraph graph, NetworkInput input) {
        String image = graph.input(TensorNames.IMAGE, TensorProto.DataType.UINT8, input.height(), input.width());
        String cast = graph.node("Cast", attributes(attribute("to", TensorProto.DataType.FLOAT.getNumber())), image);
        String scaled = graph.node("Div", cast, graph.constant(new float[] {255}));
        String plane = graph.node("Unsqueeze", scaled, graph.constant(1L));
        if (input.mirrored()) {
            plane = graph.node("Concat", attributes(attribute("axis", 0)), plane, mirrored(graph, plane));
        }
        String[] channels = new String[input.channels()];
        Arrays.fill(channels, plane);
        return graph.node("Concat", attributes(attribute("axis", 1)), channels);
    }

    /** Reverses the columns. */
    private static String mirrored(OnnxGraph graph, String plane) {
        return graph.node(
                "Slice",
                plane,
                graph.constant(-1L),
                graph.constant(Long.MIN_VALUE),
                graph.constant(3L),
                graph.constant(-1L));
    }

    /** Writes the input {@code image: float32[N,channels,H,W]} in [0,1]. */
    static String colour(OnnxGraph graph, NetworkInput input) {
        return graph.input(
                TensorNames.IMAGE, TensorProto.DataType.FLOAT, input.channels(), input.height(), input.width());
    }
}

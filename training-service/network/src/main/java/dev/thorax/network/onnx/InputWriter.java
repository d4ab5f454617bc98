package dev.thorax.network.onnx;

import java.util.Arrays;

import ai.onnx.proto.OnnxMl.TensorProto;

import dev.thorax.contracts.model.TensorNames;
import dev.thorax.network.architecture.NetworkInput;

import static dev.thorax.network.onnx.OnnxGraph.attribute;
import static dev.thorax.network.onnx.OnnxGraph.attributes;

/** Writes the way from a model's input to float32[N,channels,H,W] in [0,1]. */
final class InputWriter {
    private InputWriter() {}

    /**
     * From {@code image: uint8[N,H,W]}, a grey picture that is repeated in each channel; where the network sees mirror images, these
     * follow behind all pictures.
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

    /** Columns from the last to the first. */
    private static String mirrored(OnnxGraph graph, String plane) {
        return graph.node(
                "Slice",
                plane,
                graph.constant(-1L),
                graph.constant(Long.MIN_VALUE),
                graph.constant(3L),
                graph.constant(-1L));
    }

    /** From {@code image: float32[N,channels,H,W]} in [0,1]. */
    static String colour(OnnxGraph graph, NetworkInput input) {
        return graph.input(
                TensorNames.IMAGE, TensorProto.DataType.FLOAT, input.channels(), input.height(), input.width());
    }
}

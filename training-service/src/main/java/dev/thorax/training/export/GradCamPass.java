package dev.thorax.training.export;

import java.util.List;

import ai.onnx.proto.OnnxMl.TensorProto;

import dev.thorax.training.architecture.Activation;
import dev.thorax.training.architecture.Shape;
import dev.thorax.training.export.ForwardPass.WrittenDense;

import static dev.thorax.training.export.OnnxGraph.attribute;
import static dev.thorax.training.export.OnnxGraph.attributes;

/**
 * Writes Grad-CAM (Selvaraju et al. 2017, https://arxiv.org/abs/1610.02391) behind a forward pass: the maps of the last
 * convolution, each weighted by the mean gradient of the class's score before softmax, added, and cut off at 0.
 *
 * <p>The mean over a map's positions needs no gradient at the map itself: pooling only moves gradient between positions,
 * so their sum is that at the flattened, pooled maps. So only the dense head is gone through backwards.
 */
final class GradCamPass {
    private final OnnxGraph graph;
    private final ForwardPass forward;

    GradCamPass(OnnxGraph graph, ForwardPass forward) {
        this.graph = graph;
        this.forward = forward;
    }

    /** Writes it; declares the input {@code class: int64[N]} and the output {@code heatmap: float32[N,h,w]} in [0,1]. */
    void write() {
        Shape maps = forward.featureMapsShape();
        String target = graph.input("class", TensorProto.DataType.INT64);
        String weights = channelWeights(gradientAtFlatten(target), maps);
        String positions = graph.node(
                "Reshape",
                forward.featureMaps(),
                graph.constant(0, maps.channels(), (long) maps.height() * maps.width()));
        String sum = graph.node("MatMul", weights, positions);
        String shaped = graph.node("Reshape", sum, graph.constant(-1, maps.height(), maps.width()));
        graph.output("heatmap", normalised(graph.node("Relu", shaped)), maps.height(), maps.width());
    }

    /** float32[N, channels * pooled positions]: the gradient of the class's score. */
    private String gradientAtFlatten(String target) {
        List<WrittenDense> head = forward.head();
        WrittenDense output = head.get(head.size() - 1);
        String gradient = graph.node("Gather", columns(output), target);
        for (int i = head.size() - 2; i >= 0; i--) {
            WrittenDense dense = head.get(i);
            if (dense.layer().activation() == Activation.RELU) {
                String active = graph.node("Greater", dense.output(), graph.constant(new float[] {0}));
                String mask =
                        graph.node("Cast", attributes(attribute("to", TensorProto.DataType.FLOAT.getNumber())), active);
                gradient = graph.node("Mul", gradient, mask);
            }
            gradient = graph.node("Gemm", attributes(attribute("transB", 1)), gradient, dense.kernel());
        }
        return gradient;
    }

    /** The output layer's kernel turned over, float32[classes, in]: row c is the gradient of score c at its input. */
    private String columns(WrittenDense output) {
        int classes = output.layer().units();
        float[] kernel = output.weights().kernel();
        float[] turned = new float[kernel.length];
        for (int in = 0; in < output.inputs(); in++) {
            for (int c = 0; c < classes; c++) {
                turned[c * output.inputs() + in] = kernel[in * classes + c];
            }
        }
        return graph.constant(turned, classes, output.inputs());
    }

    /** float32[N, 1, channels]: the mean gradient over each map's positions. */
    private String channelWeights(String gradient, Shape maps) {
        String byChannel = graph.node("Reshape", gradient, graph.constant(0, 1, maps.channels(), -1));
        String sum = graph.node("ReduceSum", attributes(attribute("keepdims", 0)), byChannel, graph.constant(3L));
        return graph.node("Div", sum, graph.constant(new float[] {maps.height() * maps.width()}));
    }

    /** Divided by the largest value of each map; a map of zeros stays one. */
    private String normalised(String heat) {
        String largest = graph.node("ReduceMax", attributes(attribute("axes", new long[] {1, 2})), heat);
        String zero = graph.node("Equal", largest, graph.constant(new float[] {0}));
        return graph.node("Div", heat, graph.node("Where", zero, graph.constant(new float[] {1}), largest));
    }
}

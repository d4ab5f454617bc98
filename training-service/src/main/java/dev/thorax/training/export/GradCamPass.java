package dev.thorax.training.export;

import ai.onnx.proto.OnnxMl.TensorProto;

import dev.thorax.training.architecture.Shape;

import static dev.thorax.training.export.OnnxGraph.attribute;
import static dev.thorax.training.export.OnnxGraph.attributes;

/**
 * Writes Grad-CAM (Selvaraju et al. 2017, https://arxiv.org/abs/1610.02391) behind a forward pass: the last maps before
 * pooling and the vector, each weighted by the mean gradient of the class's score before softmax, added, and cut off at 0.
 *
 * <p>The mean over a map's positions needs no gradient at the map itself: pooling, over windows or over all positions, only
 * moves gradient between positions, so their sum is that behind the pooling. So only the head is gone through backwards.
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
        Head head = Head.of(forward.network().nodes(), forward.shapes());
        Shape maps = forward.shape(head.maps());
        String target = graph.input("class", TensorProto.DataType.INT64);
        String weights = channelWeights(new HeadGradient(graph, forward, head).write(target), maps);
        String positions = graph.node(
                "Reshape",
                forward.value(head.maps()),
                graph.constant(0, maps.channels(), (long) maps.height() * maps.width()));
        String sum = graph.node("MatMul", weights, positions);
        String shaped = graph.node("Reshape", sum, graph.constant(-1, maps.height(), maps.width()));
        graph.output("heatmap", normalised(graph.node("Relu", shaped)), maps.height(), maps.width());
    }

    /** float32[N, 1, channels]: the mean gradient over each map's positions. */
    private String channelWeights(String sum, Shape maps) {
        String mean = graph.node("Div", sum, graph.constant(new float[] {maps.height() * maps.width()}));
        return graph.node("Unsqueeze", mean, graph.constant(1L));
    }

    /** Divided by the largest value of each map; a map of zeros stays one. */
    private String normalised(String heat) {
        String largest = graph.node("ReduceMax", attributes(attribute("axes", new long[] {1, 2})), heat);
        String zero = graph.node("Equal", largest, graph.constant(new float[] {0}));
        return graph.node("Div", heat, graph.node("Where", zero, graph.constant(new float[] {1}), largest));
    }
}

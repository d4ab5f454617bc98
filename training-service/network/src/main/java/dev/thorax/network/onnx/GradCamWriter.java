package dev.thorax.network.onnx;

import java.util.Comparator;
import java.util.Map;

import ai.onnx.proto.OnnxMl.TensorProto;

import dev.thorax.contracts.model.TensorNames;
import dev.thorax.network.layer.Shape;

import static dev.thorax.network.onnx.OnnxGraph.attribute;
import static dev.thorax.network.onnx.OnnxGraph.attributes;

/**
 * Writes Grad-CAM (Selvaraju et al. 2017, https://arxiv.org/abs/1610.02391) behind a forward pass. The last maps before
 * pooling and the vector are weighted by the mean gradient of the class score before softmax, added, and cut off at 0. If
 * maps of several depths are pooled side by side, those of all depths are added first.
 *
 * <p>The mean over a map's positions needs no gradient at the map itself: pooling, over windows or over all positions, only
 * moves gradient between positions, so their sum is that behind the pooling. So only the head is gone through backwards.
 */
final class GradCamWriter {
    private final OnnxGraph graph;
    private final ForwardPassWriter forward;

    GradCamWriter(OnnxGraph graph, ForwardPassWriter forward) {
        this.graph = graph;
        this.forward = forward;
    }

    /**
     * Writes Grad-CAM, and declares the input {@code class: int64[N]} and the output {@code heatmap: float32[N,h,w]} in
     * [0,1].
     */
    void write() {
        NetworkHead head = NetworkHead.find(forward.network().nodes(), forward.shapes());
        String target = graph.input(TensorNames.CLASS, TensorProto.DataType.INT64);
        Map<String, String> gradients = new HeadGradientWriter(graph, forward, head).write(target);
        Shape finest = head.maps().stream()
                .map(forward::shape)
                .max(Comparator.comparingInt(maps -> maps.height() * maps.width()))
                .orElseThrow();
        String sum = head.maps().stream()
                .map(maps -> stretched(weighted(maps, gradients.get(maps), finest), forward.shape(maps), finest))
                .reduce((first, second) -> graph.node("Add", first, second))
                .orElseThrow();
        String shaped = graph.node("Reshape", sum, graph.constant(-1, finest.height(), finest.width()));
        graph.output(TensorNames.HEATMAP, normalised(graph.node("Relu", shaped)), finest.height(), finest.width());
    }

    /** Writes the sum of maps weighted by their gradients, float32[N, 1, positions]. */
    private String weighted(String maps, String gradient, Shape finest) {
        Shape shape = forward.shape(maps);
        String positions = graph.node(
                "Reshape",
                forward.seenUpright(maps),
                graph.constant(0, shape.channels(), (long) shape.height() * shape.width()));
        String mean = graph.node("Div", gradient, graph.constant(new float[] {finest.height() * finest.width()}));
        return graph.node("MatMul", graph.node("Unsqueeze", mean, graph.constant(1L)), positions);
    }

    /**
     * Resizes a heat map to the finest maps, float32[N, 1, h, w]. A position's share in the score counts the same at every
     * size.
     */
    private String stretched(String heat, Shape maps, Shape finest) {
        String shaped = graph.node("Reshape", heat, graph.constant(-1, 1, maps.height(), maps.width()));
        if (maps.height() == finest.height() && maps.width() == finest.width()) {
            return shaped;
        }
        float[] scales = {1, 1, (float) finest.height() / maps.height(), (float) finest.width() / maps.width()};
        return graph.node(
                "Resize", attributes(attribute("mode", "linear")), shaped, "", graph.constant(scales, scales.length));
    }

    /** Divides each heat map by its largest value; one of zeros stays as it is. */
    private String normalised(String heat) {
        String largest = graph.node("ReduceMax", attributes(attribute("axes", new long[] {1, 2})), heat);
        String zero = graph.node("Equal", largest, graph.constant(new float[] {0}));
        return graph.node("Div", heat, graph.node("Where", zero, graph.constant(new float[] {1}), largest));
    }
}

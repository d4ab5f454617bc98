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
 * so their sum is that at the flattened, pooled maps. So only the dense head is gone through backwards. And as that sum is linear in the
 * first dense layer's kernel, the kernel's rows are added over positions here, once: what is left of the largest
 * matrix of the network is one row a channel.
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
        String weights = channelWeights(gradientOfChannels(target), maps);
        String positions = graph.node(
                "Reshape",
                forward.featureMaps(),
                graph.constant(0, maps.channels(), (long) maps.height() * maps.width()));
        String sum = graph.node("MatMul", weights, positions);
        String shaped = graph.node("Reshape", sum, graph.constant(-1, maps.height(), maps.width()));
        graph.output("heatmap", normalised(graph.node("Relu", shaped)), maps.height(), maps.width());
    }

    /** float32[N, channels]: the gradient of the class's score, added over the positions of each map. */
    private String gradientOfChannels(String target) {
        List<WrittenDense> head = forward.head();
        int last = head.size() - 1;
        String gradient = graph.node("Gather", turned(head.get(last), rows(last)), target);
        for (int i = last - 1; i >= 0; i--) {
            WrittenDense dense = head.get(i);
            if (dense.layer().activation() == Activation.RELU) {
                String active = graph.node("Greater", dense.output(), graph.constant(new float[] {0}));
                String mask =
                        graph.node("Cast", attributes(attribute("to", TensorProto.DataType.FLOAT.getNumber())), active);
                gradient = graph.node("Mul", gradient, mask);
            }
            gradient = graph.node("Gemm", gradient, turned(dense, rows(i)));
        }
        return gradient;
    }

    /** What the gradient has at the input of dense layer {@code i}: one value a channel at the first, one an input else. */
    private int rows(int i) {
        return i == 0
                ? forward.featureMapsShape().channels()
                : forward.head().get(i).inputs();
    }

    /** A kernel turned over, float32[units, rows], inputs of the same row added. */
    private String turned(WrittenDense dense, int rows) {
        int units = dense.layer().units();
        int positions = dense.inputs() / rows;
        float[] kernel = dense.weights().kernel();
        double[] sums = new double[units * rows];
        for (int in = 0; in < dense.inputs(); in++) {
            for (int unit = 0; unit < units; unit++) {
                sums[unit * rows + in / positions] += kernel[in * units + unit];
            }
        }
        float[] turned = new float[sums.length];
        for (int i = 0; i < sums.length; i++) {
            turned[i] = (float) sums[i];
        }
        return graph.constant(turned, units, rows);
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

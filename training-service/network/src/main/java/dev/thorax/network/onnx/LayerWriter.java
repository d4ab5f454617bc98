package dev.thorax.network.onnx;

import java.util.Arrays;
import java.util.List;

import ai.onnx.proto.OnnxMl.AttributeProto;

import dev.thorax.network.layer.Activation;
import dev.thorax.network.layer.ActivationLayer;
import dev.thorax.network.layer.Add;
import dev.thorax.network.layer.AvgPool;
import dev.thorax.network.layer.BatchNorm;
import dev.thorax.network.layer.Concat;
import dev.thorax.network.layer.Conv;
import dev.thorax.network.layer.Dense;
import dev.thorax.network.layer.DepthwiseConv;
import dev.thorax.network.layer.Dropout;
import dev.thorax.network.layer.Flatten;
import dev.thorax.network.layer.GlobalPool;
import dev.thorax.network.layer.LayerVisitor;
import dev.thorax.network.layer.MaxPool;
import dev.thorax.network.layer.PaddingAmounts;
import dev.thorax.network.layer.Pooling;
import dev.thorax.network.layer.Scale;
import dev.thorax.network.layer.Shape;
import dev.thorax.network.layer.SlidingWindow;
import dev.thorax.network.layer.TensorSpec;
import dev.thorax.network.layer.Upsample;
import dev.thorax.network.layer.WeightRole;
import dev.thorax.network.layer.ZeroPad;
import dev.thorax.network.weights.LayerWeights;

import static dev.thorax.network.onnx.OnnxGraph.attribute;
import static dev.thorax.network.onnx.OnnxGraph.attributes;

/** Writes one layer as it computes outside training; each method returns the name of the layer's output. */
final class LayerWriter implements LayerVisitor<String> {
    private final OnnxGraph graph;
    private final LayerWeights weights;
    private final Shape in;
    private final PaddingAmounts pending;
    private final String[] inputs;

    /**
     * Creates a writer for one layer.
     *
     * @param weights its weights, or null if it has none
     * @param in shape of its first input
     * @param pending zeros around a convolution's input that are not written yet
     * @param inputs names of its inputs
     */
    LayerWriter(OnnxGraph graph, LayerWeights weights, Shape in, PaddingAmounts pending, String... inputs) {
        this.graph = graph;
        this.weights = weights;
        this.in = in;
        this.pending = pending;
        this.inputs = inputs;
    }

    @Override
    public String visit(Conv conv) {
        return activated(conv.activation(), convolution(conv.window(), conv.weights(in), 1));
    }

    @Override
    public String visit(DepthwiseConv conv) {
        return convolution(conv.window(), conv.weights(in), in.channels());
    }

    @Override
    public String visit(Dense dense) {
        String kernel = graph.constant(weights.kernel(), in.size(), dense.units());
        String bias = graph.constant(weights.bias(), dense.units());
        return activated(dense.activation(), graph.node("Gemm", inputs[0], kernel, bias));
    }

    @Override
    public String visit(BatchNorm norm) {
        float[] ones = new float[in.channels()];
        Arrays.fill(ones, 1);
        return graph.node(
                "BatchNormalization",
                attributes(attribute("epsilon", norm.epsilon())),
                inputs[0],
                graph.constant(norm.scale() ? weights.get(WeightRole.GAMMA) : ones, in.channels()),
                graph.constant(weights.get(WeightRole.BETA), in.channels()),
                graph.constant(weights.get(WeightRole.MEAN), in.channels()),
                graph.constant(weights.get(WeightRole.VARIANCE), in.channels()));
    }

    @Override
    public String visit(Add add) {
        return graph.node("Sum", inputs);
    }

    @Override
    public String visit(Concat concat) {
        return graph.node("Concat", attributes(attribute("axis", 1)), inputs);
    }

    @Override
    public String visit(MaxPool pool) {
        return graph.node("MaxPool", sliding(pool.window(), pool.window().border(in)), inputs[0]);
    }

    @Override
    public String visit(AvgPool pool) {
        return graph.node("AveragePool", sliding(pool.window(), pool.window().border(in)), inputs[0]);
    }

    @Override
    public String visit(GlobalPool pool) {
        String operator = pool.pooling() == Pooling.MAX ? "GlobalMaxPool" : "GlobalAveragePool";
        return flat(graph.node(operator, inputs[0]));
    }

    /** Repeats values: each position of the output takes from the position at its place divided by the factor, rounded down. */
    @Override
    public String visit(Upsample upsample) {
        float factor = upsample.factor();
        return graph.node(
                "Resize",
                attributes(
                        attribute("mode", "nearest"),
                        attribute("coordinate_transformation_mode", "asymmetric"),
                        attribute("nearest_mode", "floor")),
                inputs[0],
                "",
                graph.constant(new float[] {1, 1, factor, factor}, 4));
    }

    @Override
    public String visit(ActivationLayer activation) {
        return activated(activation.function(), inputs[0]);
    }

    /**
     * Pads with the smallest number above 0 instead of 0. ONNX Runtime (1.29, {@code pad_fusion.cc}) makes a pad of 0 part of
     * a MaxPool behind it, whose own padding is never the largest value, and so changes the result.
     */
    @Override
    public String visit(ZeroPad pad) {
        String sides = graph.constant(0, 0, pad.top(), pad.left(), 0, 0, pad.bottom(), pad.right());
        return graph.node("Pad", inputs[0], sides, graph.constant(new float[] {Float.MIN_NORMAL}));
    }

    @Override
    public String visit(Scale scale) {
        String product = graph.node("Mul", inputs[0], scalar(scale.factor()));
        return graph.node("Add", product, scalar(scale.offset()));
    }

    @Override
    public String visit(Flatten flatten) {
        return flat(inputs[0]);
    }

    @Override
    public String visit(Dropout dropout) {
        return inputs[0];
    }

    private String convolution(SlidingWindow window, List<TensorSpec> specs, int groups) {
        String[] operands = new String[1 + specs.size()];
        operands[0] = inputs[0];
        for (int i = 0; i < specs.size(); i++) {
            TensorSpec spec = specs.get(i);
            operands[i + 1] = graph.constant(
                    weights.get(spec.role()),
                    spec.shape().stream().mapToInt(Integer::intValue).toArray());
        }
        AttributeProto[] sliding = sliding(window, window.border(in).plus(pending));
        return groups == 1
                ? graph.node("Conv", sliding, operands)
                : graph.node(
                        "Conv", attributes(sliding[0], sliding[1], sliding[2], attribute("group", groups)), operands);
    }

    private static AttributeProto[] sliding(SlidingWindow window, PaddingAmounts border) {
        return attributes(
                attribute(
                        "kernel_shape",
                        new long[] {window.size().height(), window.size().width()}),
                attribute("strides", new long[] {window.stride(), window.stride()}),
                attribute("pads", new long[] {border.top(), border.left(), border.bottom(), border.right()}));
    }

    private String activated(Activation activation, String value) {
        return switch (activation) {
            case IDENTITY -> value;
            case RELU -> graph.node("Relu", value);
            case RELU6 -> graph.node("Clip", value, scalar(0), scalar(6));
        };
    }

    private String flat(String value) {
        return graph.node("Flatten", attributes(attribute("axis", 1)), value);
    }

    private String scalar(double value) {
        return graph.constant(new float[] {(float) value});
    }
}

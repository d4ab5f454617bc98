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
import dev.thorax.network.layer.DepthwiseConv;
import dev.thorax.network.layer.GlobalPool;
import dev.thorax.network.layer.Layer;
import dev.thorax.network.layer.PaddingAmounts;
import dev.thorax.network.layer.Pooling;
import dev.thorax.network.layer.Scale;
import dev.thorax.network.layer.Shape;
import dev.thorax.network.layer.SlidingWindow;
import dev.thorax.network.layer.TensorSpec;
import dev.thorax.network.layer.WeightRole;
import dev.thorax.network.layer.ZeroPad;
import dev.thorax.network.weights.Weights;

import static dev.thorax.network.onnx.OnnxGraph.attribute;
import static dev.thorax.network.onnx.OnnxGraph.attributes;

/** Writes one layer, as it is outside training. */
final class LayerWriter {
    private final OnnxGraph graph;

    LayerWriter(OnnxGraph graph) {
        this.graph = graph;
    }

    /**
     * Writes it and returns the name of what leaves it.
     *
     * @param weights its weights, or null if it has none
     * @param in shape of its first input
     * @param around zeros around a convolution's input that are not written yet
     * @param inputs names of what enters it
     */
    String write(Layer layer, Weights.OfLayer weights, Shape in, PaddingAmounts around, String... inputs) {
        if (layer instanceof Layer.Conv conv) {
            String output = convolution(conv.window(), conv.weights(in), weights, in, around, 1, inputs[0]);
            return activated(conv.activation(), output);
        }
        if (layer instanceof DepthwiseConv conv) {
            return convolution(conv.window(), conv.weights(in), weights, in, around, in.channels(), inputs[0]);
        }
        if (layer instanceof Layer.Dense dense) {
            String kernel = graph.constant(weights.kernel(), in.size(), dense.units());
            String bias = graph.constant(weights.bias(), dense.units());
            return activated(dense.activation(), graph.node("Gemm", inputs[0], kernel, bias));
        }
        if (layer instanceof BatchNorm norm) {
            return batchNorm(norm, weights, in, inputs[0]);
        }
        if (layer instanceof Add) {
            return graph.node("Sum", inputs);
        }
        if (layer instanceof Concat) {
            return graph.node("Concat", attributes(attribute("axis", 1)), inputs);
        }
        return withoutWeights(layer, in, inputs[0]);
    }

    private String withoutWeights(Layer layer, Shape in, String input) {
        if (layer instanceof Layer.MaxPool pool) {
            return graph.node("MaxPool", sliding(pool.window(), pool.window().border(in)), input);
        }
        if (layer instanceof AvgPool pool) {
            return graph.node(
                    "AveragePool", sliding(pool.window(), pool.window().border(in)), input);
        }
        if (layer instanceof GlobalPool pool) {
            String operator = pool.pooling() == Pooling.MAX ? "GlobalMaxPool" : "GlobalAveragePool";
            return flat(graph.node(operator, input));
        }
        if (layer instanceof ActivationLayer activation) {
            return activated(activation.function(), input);
        }
        if (layer instanceof ZeroPad pad) {
            return padded(pad.border(), input);
        }
        if (layer instanceof Scale scale) {
            String product = graph.node("Mul", input, scalar(scale.factor()));
            return graph.node("Add", product, scalar(scale.offset()));
        }
        if (layer instanceof Layer.Flatten) {
            return flat(input);
        }
        if (layer instanceof Layer.Dropout) {
            return input;
        }
        throw new IllegalArgumentException("The exporter cannot write a " + layer + ".");
    }

    private String convolution(
            SlidingWindow window,
            List<TensorSpec> specs,
            Weights.OfLayer weights,
            Shape in,
            PaddingAmounts around,
            int groups,
            String input) {
        String[] inputs = new String[1 + specs.size()];
        inputs[0] = input;
        for (int i = 0; i < specs.size(); i++) {
            TensorSpec spec = specs.get(i);
            inputs[i + 1] = graph.constant(
                    weights.get(spec.role()),
                    spec.shape().stream().mapToInt(Integer::intValue).toArray());
        }
        AttributeProto[] sliding = sliding(window, window.border(in).plus(around));
        return groups == 1
                ? graph.node("Conv", sliding, inputs)
                : graph.node(
                        "Conv", attributes(sliding[0], sliding[1], sliding[2], attribute("group", groups)), inputs);
    }

    private static AttributeProto[] sliding(SlidingWindow window, PaddingAmounts border) {
        return attributes(
                attribute(
                        "kernel_shape",
                        new long[] {window.size().height(), window.size().width()}),
                attribute("strides", new long[] {window.stride(), window.stride()}),
                attribute("pads", new long[] {border.top(), border.left(), border.bottom(), border.right()}));
    }

    /**
     * Around a map stands the smallest number above 0 instead of 0: ONNX Runtime (1.29, {@code pad_fusion.cc}) makes a pad of 0 part
     * of a MaxPool behind it, whose own padding never is the largest, and so changes what leaves it.
     */
    private String padded(PaddingAmounts border, String input) {
        String sides = graph.constant(0, 0, border.top(), border.left(), 0, 0, border.bottom(), border.right());
        return graph.node("Pad", input, sides, graph.constant(new float[] {Float.MIN_NORMAL}));
    }

    private String batchNorm(BatchNorm norm, Weights.OfLayer weights, Shape in, String input) {
        float[] ones = new float[in.channels()];
        Arrays.fill(ones, 1);
        return graph.node(
                "BatchNormalization",
                attributes(attribute("epsilon", norm.epsilon())),
                input,
                graph.constant(norm.scale() ? weights.get(WeightRole.GAMMA) : ones, in.channels()),
                graph.constant(weights.get(WeightRole.BETA), in.channels()),
                graph.constant(weights.get(WeightRole.MEAN), in.channels()),
                graph.constant(weights.get(WeightRole.VARIANCE), in.channels()));
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

package dev.thorax.network.onnx;

import java.util.LinkedHashMap;
import java.util.Map;

import ai.onnx.proto.OnnxMl.TensorProto;

import dev.thorax.network.architecture.Node;
import dev.thorax.network.layer.Activation;
import dev.thorax.network.layer.ActivationLayer;
import dev.thorax.network.layer.BatchNorm;
import dev.thorax.network.layer.GlobalPool;
import dev.thorax.network.layer.Layer;
import dev.thorax.network.layer.Scale;
import dev.thorax.network.layer.Shape;

import static dev.thorax.network.onnx.OnnxGraph.attribute;
import static dev.thorax.network.onnx.OnnxGraph.attributes;

/**
 * Writes the way of a score's gradient back through the head, to its sum over the positions of each map.
 *
 * <p>Behind flatten that sum is linear in the first dense layer's kernel, so the kernel's rows are added over positions here, once:
 * what is left of the largest matrix of the network is one row a channel.
 */
final class HeadGradientWriter {
    private final OnnxGraph graph;
    private final ForwardPassWriter forward;
    private final NetworkHead head;

    HeadGradientWriter(OnnxGraph graph, ForwardPassWriter forward, NetworkHead head) {
        this.graph = graph;
        this.forward = forward;
        this.head = head;
    }

    /**
     * The gradient of the score before softmax of {@code target: int64[N]}, added over each map's positions.
     *
     * @return float32[N, channels] by the name of the maps
     */
    Map<String, String> write(String target) {
        int last = head.steps().size() - 1;
        String gradient = graph.node("Gather", turned(last), target);
        for (int i = last - 1; i >= 0; i--) {
            gradient = through(i, gradient);
        }
        return head.joinsPools()
                ? byMaps(gradient)
                : Map.of(head.maps().get(0), added() < 0 ? summed(gradient) : gradient);
    }

    private String through(int i, String gradient) {
        Node node = head.steps().get(i);
        if (node.layer() instanceof Layer.Dense dense) {
            return graph.node("Gemm", masked(dense.activation(), node, gradient), turned(i));
        }
        if (node.layer() instanceof ActivationLayer activation) {
            return masked(activation.function(), node, gradient);
        }
        if (node.layer() instanceof BatchNorm norm) {
            double[] factor = ChannelScale.of(norm, forward.network().weights().get(node.name()))
                    .factor();
            return graph.node("Mul", gradient, graph.constant(floats(factor), factor.length));
        }
        if (node.layer() instanceof Scale scale) {
            return graph.node("Mul", gradient, graph.constant(new float[] {(float) scale.factor()}));
        }
        if (node.layer() instanceof Layer.Dropout || node.layer() instanceof Layer.Flatten) {
            return gradient;
        }
        throw new IllegalArgumentException("Grad-CAM cannot be written: a head may have no " + node.layer() + ".");
    }

    /** Only what the activation let through comes back. */
    private String masked(Activation activation, Node node, String gradient) {
        String output = forward.value(node.name());
        return switch (activation) {
            case IDENTITY -> gradient;
            case RELU -> graph.node("Mul", gradient, number(above(output)));
            case RELU6 -> graph.node("Mul", gradient, number(graph.node("And", above(output), below(output, 6))));
        };
    }

    private String above(String value) {
        return graph.node("Greater", value, graph.constant(new float[] {0}));
    }

    private String below(String value, float limit) {
        return graph.node("Less", value, graph.constant(new float[] {limit}));
    }

    private String number(String condition) {
        return graph.node("Cast", attributes(attribute("to", TensorProto.DataType.FLOAT.getNumber())), condition);
    }

    /** The kernel of dense layer {@code i} turned over, float32[units, rows]; where it is the first, its rows added over positions. */
    private String turned(int i) {
        Node node = head.steps().get(i);
        int units = ((Layer.Dense) node.layer()).units();
        float[] kernel = forward.network().weights().get(node.name()).kernel();
        int inputs = kernel.length / units;
        int rows = i == added() && !head.joinsPools()
                ? forward.shape(head.maps().get(0)).channels()
                : inputs;
        double[] sums = new double[units * rows];
        for (int in = 0; in < inputs; in++) {
            for (int unit = 0; unit < units; unit++) {
                sums[unit * rows + in / (inputs / rows)] += kernel[in * units + unit];
            }
        }
        return graph.constant(floats(sums), units, rows);
    }

    /** The step whose kernel's rows are added over positions: the first, if it is a dense layer; else -1. */
    private int added() {
        int first = 0;
        while (head.steps().get(first).layer() instanceof Layer.Dropout) {
            first++;
        }
        return head.steps().get(first).layer() instanceof Layer.Dense ? first : -1;
    }

    /** The gradients at the pools of the same maps, added. */
    private Map<String, String> byMaps(String gradient) {
        Map<String, String> byMaps = new LinkedHashMap<>();
        for (NetworkHead.Pool pool : head.pools(forward.network().nodes(), forward.shapes())) {
            String part = graph.node(
                    "Slice",
                    gradient,
                    graph.constant((long) pool.begin()),
                    graph.constant((long) pool.end()),
                    graph.constant(1L));
            byMaps.merge(pool.maps(), part, (one, other) -> graph.node("Add", one, other));
        }
        return byMaps;
    }

    /** A map's positions follow each other behind flatten. */
    private String summed(String gradient) {
        if (head.first().layer() instanceof GlobalPool) {
            return gradient;
        }
        Shape in = forward.shape(head.first().from().get(0));
        String byChannel =
                graph.node("Reshape", gradient, graph.constant(0, in.channels(), (long) in.height() * in.width()));
        return sum(byChannel, 2);
    }

    private String sum(String values, long axis) {
        return graph.node("ReduceSum", attributes(attribute("keepdims", 0)), values, graph.constant(axis));
    }

    private static float[] floats(double[] values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }
}

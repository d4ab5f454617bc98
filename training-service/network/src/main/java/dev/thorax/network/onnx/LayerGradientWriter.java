package dev.thorax.network.onnx;

import java.util.function.Supplier;

import ai.onnx.proto.OnnxMl.TensorProto;

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
import dev.thorax.network.layer.Layer;
import dev.thorax.network.layer.LayerVisitor;
import dev.thorax.network.layer.MaxPool;
import dev.thorax.network.layer.Scale;
import dev.thorax.network.layer.Upsample;
import dev.thorax.network.layer.ZeroPad;

import static dev.thorax.network.onnx.OnnxGraph.attribute;
import static dev.thorax.network.onnx.OnnxGraph.attributes;

/**
 * Writes the gradient of one layer of a head; each method returns the name of the gradient at the layer's input, float32[N,
 * inputs]. A head has no convolution, pool, padding or branch.
 */
final class LayerGradientWriter implements LayerVisitor<String> {
    private final OnnxGraph graph;
    private final ForwardPassWriter forward;
    private final String node;
    private final String gradient;
    private final Supplier<String> transposedKernel;

    /**
     * Creates a writer for one layer.
     *
     * @param node name of the layer's node
     * @param gradient name of the gradient at its output
     * @param transposedKernel writes the kernel of a dense layer as float32[units, inputs] and returns its name
     */
    LayerGradientWriter(
            OnnxGraph graph,
            ForwardPassWriter forward,
            String node,
            String gradient,
            Supplier<String> transposedKernel) {
        this.graph = graph;
        this.forward = forward;
        this.node = node;
        this.gradient = gradient;
        this.transposedKernel = transposedKernel;
    }

    @Override
    public String visit(Dense dense) {
        return graph.node("Gemm", masked(dense.activation()), transposedKernel.get());
    }

    @Override
    public String visit(ActivationLayer activation) {
        return masked(activation.function());
    }

    @Override
    public String visit(BatchNorm norm) {
        double[] factor = ChannelScale.fromBatchNorm(
                        norm, forward.network().weights().get(node))
                .factor();
        return graph.node("Mul", gradient, graph.constant(factor, factor.length));
    }

    @Override
    public String visit(Scale scale) {
        return graph.node("Mul", gradient, graph.constant(new float[] {(float) scale.factor()}));
    }

    @Override
    public String visit(Dropout dropout) {
        return gradient;
    }

    @Override
    public String visit(Flatten flatten) {
        return gradient;
    }

    @Override
    public String visit(Conv conv) {
        throw unsupported(conv);
    }

    @Override
    public String visit(DepthwiseConv conv) {
        throw unsupported(conv);
    }

    @Override
    public String visit(MaxPool pool) {
        throw unsupported(pool);
    }

    @Override
    public String visit(AvgPool pool) {
        throw unsupported(pool);
    }

    @Override
    public String visit(GlobalPool pool) {
        throw unsupported(pool);
    }

    @Override
    public String visit(ZeroPad pad) {
        throw unsupported(pad);
    }

    @Override
    public String visit(Upsample upsample) {
        throw unsupported(upsample);
    }

    @Override
    public String visit(Add add) {
        throw unsupported(add);
    }

    @Override
    public String visit(Concat concat) {
        throw unsupported(concat);
    }

    private static IllegalArgumentException unsupported(Layer layer) {
        return new IllegalArgumentException("Grad-CAM cannot be written: a head may have no " + layer + ".");
    }

    /** Sets the gradient to 0 where the activation is flat. */
    private String masked(Activation activation) {
        String output = forward.value(node);
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
}

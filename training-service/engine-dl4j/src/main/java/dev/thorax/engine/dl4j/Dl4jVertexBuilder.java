package dev.thorax.engine.dl4j;

import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.graph.PreprocessorVertex;
import org.deeplearning4j.nn.conf.graph.ScaleVertex;
import org.deeplearning4j.nn.conf.graph.ShiftVertex;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.Upsampling2D;
import org.deeplearning4j.nn.conf.layers.ZeroPaddingLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayerWithBackprop;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;

import dev.thorax.network.architecture.Node;
import dev.thorax.network.engine.UnsupportedArchitectureException;
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
import dev.thorax.network.layer.Padding;
import dev.thorax.network.layer.Pooling;
import dev.thorax.network.layer.Scale;
import dev.thorax.network.layer.Shape;
import dev.thorax.network.layer.SlidingWindow;
import dev.thorax.network.layer.Upsample;
import dev.thorax.network.layer.ZeroPad;

/** Adds one node of an architecture to a graph configuration of Deeplearning4j. */
final class Dl4jVertexBuilder implements LayerVisitor<GraphBuilder> {
    private final GraphBuilder graph;
    private final String name;
    private final String[] inputs;
    private final Shape in;
    private final boolean frozen;

    /**
     * Creates a builder for one node.
     *
     * @param in shape of its first input
     * @param frozen whether its weights stay as they are
     */
    Dl4jVertexBuilder(GraphBuilder graph, Node node, Shape in, boolean frozen) {
        this.graph = graph;
        this.name = node.name();
        this.inputs = node.from().toArray(String[]::new);
        this.in = in;
        this.frozen = frozen;
    }

    @Override
    public GraphBuilder visit(Conv conv) {
        return add(new ConvolutionLayer.Builder(sides(conv.window()))
                .stride(strides(conv.window()))
                .convolutionMode(mode(conv.window()))
                .nOut(conv.filters())
                .hasBias(conv.bias())
                .activation(translated(conv.activation()))
                .build());
    }

    /** Adds a depthwise convolution with the identity, because the library's default activation is a sigmoid. */
    @Override
    public GraphBuilder visit(DepthwiseConv conv) {
        return add(new DepthwiseConvolution2D.Builder(sides(conv.window()))
                .depthMultiplier(conv.multiplier())
                .activation(translated(Activation.IDENTITY))
                .stride(strides(conv.window()))
                .convolutionMode(mode(conv.window()))
                .hasBias(conv.bias())
                .build());
    }

    /** Adds a batch norm, unless it is frozen: its backward pass needs what only a forward pass in training leaves. */
    @Override
    public GraphBuilder visit(BatchNorm norm) {
        if (frozen) {
            throw new UnsupportedArchitectureException(
                    "The engine dl4j cannot train a network with a frozen batchNorm, " + name
                            + "; choose the engine torch.");
        }
        return add(new BatchNormalization.Builder()
                .decay(norm.momentum())
                .eps(norm.epsilon())
                .useLogStd(false)
                .build());
    }

    @Override
    public GraphBuilder visit(Dense dense) {
        return add(new DenseLayer.Builder()
                .nOut(dense.units())
                .activation(translated(dense.activation()))
                .build());
    }

    @Override
    public GraphBuilder visit(ActivationLayer activation) {
        return add(new org.deeplearning4j.nn.conf.layers.ActivationLayer(translated(activation.function())));
    }

    @Override
    public GraphBuilder visit(ZeroPad pad) {
        return add(new ZeroPaddingLayer(pad.top(), pad.bottom(), pad.left(), pad.right()));
    }

    @Override
    public GraphBuilder visit(MaxPool pool) {
        return pool(SubsamplingLayer.PoolingType.MAX, pool.window());
    }

    @Override
    public GraphBuilder visit(AvgPool pool) {
        return pool(SubsamplingLayer.PoolingType.AVG, pool.window());
    }

    @Override
    public GraphBuilder visit(GlobalPool pool) {
        return add(new GlobalPoolingLayer(pool.pooling() == Pooling.MAX ? PoolingType.MAX : PoolingType.AVG));
    }

    /** Adds a dropout layer, which takes the share that is kept. */
    @Override
    public GraphBuilder visit(Dropout dropout) {
        return add(new DropoutLayer.Builder(1 - dropout.rate()).build());
    }

    @Override
    public GraphBuilder visit(Flatten flatten) {
        return add(new PreprocessorVertex(new CnnToFeedForwardPreProcessor(in.height(), in.width(), in.channels())));
    }

    @Override
    public GraphBuilder visit(Upsample upsample) {
        return add(new Upsampling2D.Builder(upsample.factor()).build());
    }

    @Override
    public GraphBuilder visit(Add add) {
        return add(new ElementWiseVertex(ElementWiseVertex.Op.Add));
    }

    @Override
    public GraphBuilder visit(Concat concat) {
        return add(new MergeVertex());
    }

    @Override
    public GraphBuilder visit(Scale scale) {
        String product = name + "/factor";
        graph.addVertex(product, new ScaleVertex(scale.factor()), inputs);
        return graph.addVertex(name, new ShiftVertex(scale.offset()), product);
    }

    private GraphBuilder add(GraphVertex vertex) {
        return graph.addVertex(name, vertex, inputs);
    }

    private GraphBuilder add(Layer layer) {
        return graph.addLayer(name, frozen ? new FrozenLayerWithBackprop(layer) : layer, inputs);
    }

    private GraphBuilder pool(SubsamplingLayer.PoolingType type, SlidingWindow window) {
        return add(new SubsamplingLayer.Builder(type)
                .kernelSize(sides(window))
                .stride(strides(window))
                .convolutionMode(mode(window))
                .build());
    }

    private static int[] sides(SlidingWindow window) {
        return new int[] {window.size().height(), window.size().width()};
    }

    private static int[] strides(SlidingWindow window) {
        return new int[] {window.stride(), window.stride()};
    }

    private static ConvolutionMode mode(SlidingWindow window) {
        return window.padding() == Padding.SAME ? ConvolutionMode.Same : ConvolutionMode.Truncate;
    }

    private static org.nd4j.linalg.activations.Activation translated(Activation activation) {
        return switch (activation) {
            case IDENTITY -> org.nd4j.linalg.activations.Activation.IDENTITY;
            case RELU -> org.nd4j.linalg.activations.Activation.RELU;
            case RELU6 -> org.nd4j.linalg.activations.Activation.RELU6;
        };
    }
}

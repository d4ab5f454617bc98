package dev.thorax.engine.dl4j;

import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.ZeroPaddingLayer;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;

import dev.thorax.network.engine.TrainingSettings;
import dev.thorax.network.engine.UnsupportedArchitectureException;
import dev.thorax.network.layer.Activation;
import dev.thorax.network.layer.ActivationLayer;
import dev.thorax.network.layer.AvgPool;
import dev.thorax.network.layer.BatchNorm;
import dev.thorax.network.layer.Conv;
import dev.thorax.network.layer.Dense;
import dev.thorax.network.layer.DepthwiseConv;
import dev.thorax.network.layer.Dropout;
import dev.thorax.network.layer.GlobalPool;
import dev.thorax.network.layer.Layer;
import dev.thorax.network.layer.MaxPool;
import dev.thorax.network.layer.Padding;
import dev.thorax.network.layer.Pooling;
import dev.thorax.network.layer.SlidingWindow;
import dev.thorax.network.layer.ZeroPad;

/** Says one layer in Deeplearning4j's words. */
final class Dl4jLayers {
    private Dl4jLayers() {}

    static org.deeplearning4j.nn.conf.layers.Layer of(Layer layer) {
        if (layer instanceof Conv conv) {
            return new ConvolutionLayer.Builder(sides(conv.window()))
                    .stride(strides(conv.window()))
                    .convolutionMode(mode(conv.window()))
                    .nOut(conv.filters())
                    .hasBias(conv.bias())
                    .activation(activation(conv.activation()))
                    .build();
        }
        if (layer instanceof DepthwiseConv conv) {
            return new DepthwiseConvolution2D.Builder(sides(conv.window()))
                    .depthMultiplier(conv.multiplier())
                    // Unless told, it puts a sigmoid behind.
                    .activation(activation(Activation.IDENTITY))
                    .stride(strides(conv.window()))
                    .convolutionMode(mode(conv.window()))
                    .hasBias(conv.bias())
                    .build();
        }
        if (layer instanceof BatchNorm norm) {
            return new BatchNormalization.Builder()
                    .decay(norm.momentum())
                    .eps(norm.epsilon())
                    .useLogStd(false)
                    .build();
        }
        if (layer instanceof Dense dense) {
            return new DenseLayer.Builder()
                    .nOut(dense.units())
                    .activation(activation(dense.activation()))
                    .build();
        }
        return withoutWeights(layer);
    }

    static OutputLayer output(int classes, TrainingSettings settings) {
        return new OutputLayer.Builder(new LossMCXENT(Nd4j.createFromArray(settings.classWeights())))
                .nOut(classes)
                .activation(org.nd4j.linalg.activations.Activation.SOFTMAX)
                .build();
    }

    private static org.deeplearning4j.nn.conf.layers.Layer withoutWeights(Layer layer) {
        if (layer instanceof MaxPool pool) {
            return pool(SubsamplingLayer.PoolingType.MAX, pool.window());
        }
        if (layer instanceof AvgPool pool) {
            return pool(SubsamplingLayer.PoolingType.AVG, pool.window());
        }
        if (layer instanceof GlobalPool pool) {
            return new GlobalPoolingLayer(pool.pooling() == Pooling.MAX ? PoolingType.MAX : PoolingType.AVG);
        }
        if (layer instanceof ActivationLayer activation) {
            return new org.deeplearning4j.nn.conf.layers.ActivationLayer(activation(activation.function()));
        }
        if (layer instanceof ZeroPad pad) {
            return new ZeroPaddingLayer(pad.top(), pad.bottom(), pad.left(), pad.right());
        }
        if (layer instanceof Dropout dropout) {
            // It takes the share that is kept.
            return new DropoutLayer.Builder(1 - dropout.rate()).build();
        }
        throw new UnsupportedArchitectureException(
                "The engine dl4j cannot build a " + layer + "; choose another engine or recipe.");
    }

    private static SubsamplingLayer pool(SubsamplingLayer.PoolingType type, SlidingWindow window) {
        return new SubsamplingLayer.Builder(type)
                .kernelSize(sides(window))
                .stride(strides(window))
                .convolutionMode(mode(window))
                .build();
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

    private static org.nd4j.linalg.activations.Activation activation(Activation activation) {
        return switch (activation) {
            case IDENTITY -> org.nd4j.linalg.activations.Activation.IDENTITY;
            case RELU -> org.nd4j.linalg.activations.Activation.RELU;
            case RELU6 -> org.nd4j.linalg.activations.Activation.RELU6;
        };
    }
}

package dev.thorax.training.engine.dl4j;

import java.util.List;

import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;

import dev.thorax.training.architecture.Activation;
import dev.thorax.training.architecture.Architecture;
import dev.thorax.training.architecture.Input;
import dev.thorax.training.architecture.Layer;
import dev.thorax.training.architecture.Padding;
import dev.thorax.training.architecture.Window;
import dev.thorax.training.engine.TrainingSettings;
import dev.thorax.training.problem.CannotTrain;

/** Says an {@link Architecture} in Deeplearning4j's words. */
final class Dl4jConfiguration {
    private static final double EPSILON = 1e-7;

    private Dl4jConfiguration() {}

    static MultiLayerConfiguration of(Architecture architecture, int classes, TrainingSettings settings) {
        if (!architecture.straight()) {
            throw cannotBuild("network whose layers branch");
        }
        NeuralNetConfiguration.ListBuilder list = new NeuralNetConfiguration.Builder()
                .seed(settings.seed())
                .updater(new Adam(settings.learningRate(), 0.9, 0.999, EPSILON))
                .list();
        layers(architecture).forEach(layer -> list.layer(layer(layer)));
        Input input = architecture.input();
        return list.layer(new OutputLayer.Builder(new LossMCXENT(Nd4j.createFromArray(settings.classWeights())))
                        .nOut(classes)
                        .activation(org.nd4j.linalg.activations.Activation.SOFTMAX)
                        .build())
                .setInputType(InputType.convolutional(input.height(), input.width(), input.channels()))
                .build();
    }

    /** The layers that are layers there, too: it flattens by itself, in the order channels, rows, columns. */
    static List<Layer> layers(Architecture architecture) {
        return architecture.layers().stream()
                .filter(layer -> !(layer instanceof Layer.Flatten))
                .toList();
    }

    private static org.deeplearning4j.nn.conf.layers.Layer layer(Layer layer) {
        if (layer instanceof Layer.Conv conv && plain(conv.window()) && conv.stride() == 1 && conv.bias()) {
            return new ConvolutionLayer.Builder(
                            conv.kernel().height(), conv.kernel().width())
                    .nOut(conv.filters())
                    .activation(activation(conv.activation()))
                    .build();
        }
        if (layer instanceof Layer.MaxPool pool && plain(pool.window())) {
            return new SubsamplingLayer.Builder(SubsamplingLayer.PoolingType.MAX)
                    .kernelSize(pool.size(), pool.size())
                    .stride(pool.stride(), pool.stride())
                    .build();
        }
        if (layer instanceof Layer.Dense dense) {
            return new DenseLayer.Builder()
                    .nOut(dense.units())
                    .activation(activation(dense.activation()))
                    .build();
        }
        if (layer instanceof Layer.Dropout dropout) {
            // It takes the share that is kept.
            return new DropoutLayer.Builder(1 - dropout.rate()).build();
        }
        throw cannotBuild(layer.toString());
    }

    private static boolean plain(Window window) {
        return window.padding() == Padding.VALID;
    }

    private static CannotTrain cannotBuild(String what) {
        return new CannotTrain("The engine dl4j cannot build a " + what + "; choose another engine or recipe.");
    }

    private static org.nd4j.linalg.activations.Activation activation(Activation activation) {
        return switch (activation) {
            case IDENTITY -> org.nd4j.linalg.activations.Activation.IDENTITY;
            case RELU -> org.nd4j.linalg.activations.Activation.RELU;
            case RELU6 -> org.nd4j.linalg.activations.Activation.RELU6;
        };
    }
}

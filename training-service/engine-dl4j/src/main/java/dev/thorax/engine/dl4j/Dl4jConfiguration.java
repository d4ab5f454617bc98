package dev.thorax.engine.dl4j;

import java.util.List;

import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.nd4j.linalg.learning.config.Adam;

import dev.thorax.network.architecture.Architecture;
import dev.thorax.network.architecture.NetworkInput;
import dev.thorax.network.engine.TrainingSettings;
import dev.thorax.network.layer.Conv;
import dev.thorax.network.layer.Dense;
import dev.thorax.network.layer.Dropout;
import dev.thorax.network.layer.Flatten;
import dev.thorax.network.layer.Layer;
import dev.thorax.network.layer.MaxPool;

/** Says an {@link Architecture} whose layers stand in a line in Deeplearning4j's words. */
final class Dl4jConfiguration {
    private static final double EPSILON = 1e-7;

    private Dl4jConfiguration() {}

    /** Whether all layers have their like among the library's. */
    static boolean canSay(Architecture architecture) {
        return architecture.straight()
                && layers(architecture).stream()
                        .allMatch(layer -> layer instanceof Conv
                                || layer instanceof MaxPool
                                || layer instanceof Dense
                                || layer instanceof Dropout);
    }

    static MultiLayerConfiguration of(Architecture architecture, int classes, TrainingSettings settings) {
        NeuralNetConfiguration.ListBuilder list = common(settings).list();
        layers(architecture).forEach(layer -> list.layer(Dl4jLayers.of(layer)));
        return list.layer(Dl4jLayers.output(classes, settings))
                .setInputType(pictures(architecture.input()))
                .build();
    }

    static NeuralNetConfiguration.Builder common(TrainingSettings settings) {
        return new NeuralNetConfiguration.Builder()
                .seed(settings.seed())
                .updater(new Adam(settings.learningRate(), 0.9, 0.999, EPSILON));
    }

    static InputType pictures(NetworkInput input) {
        return InputType.convolutional(input.height(), input.width(), input.channels());
    }

    /** The layers that are layers there, too: it flattens by itself, in the order channels, rows, columns. */
    static List<Layer> layers(Architecture architecture) {
        return architecture.layers().stream()
                .filter(layer -> !(layer instanceof Flatten))
                .toList();
    }
}

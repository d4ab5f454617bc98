package dev.thorax.training.recipe;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonProperty;

import dev.thorax.model.InputSpec;
import dev.thorax.storage.Keys;
import dev.thorax.training.architecture.Architecture;
import dev.thorax.training.architecture.Input;
import dev.thorax.training.architecture.Layer;

/**
 * How a network is made and trained.
 *
 * @param name its name; becomes the name of the model
 * @param about one sentence for a person
 * @param input what the network takes
 * @param channels how often the grey picture is repeated on its way into the network, 1 or 3
 * @param layers the layers between the picture and the dense softmax layer that every network ends with
 * @param learningRate step of the Adam optimiser, in (0,1]
 * @param batch scans a step, in [1,1024]
 * @param epochs epochs at most, in [1,1000]
 * @param classWeights how much each class counts
 * @param checkpoint which epoch's weights stay
 * @param earlyStopping when to stop before the last epoch, or null for never
 * @param augmentation how images are varied, or null for not at all
 */
public record Recipe(
        @JsonProperty(required = true) String name,
        String about,
        @JsonProperty(required = true) InputSpec input,
        @JsonProperty(required = true) int channels,
        @JsonProperty(required = true) List<Layer> layers,
        @JsonProperty(required = true) double learningRate,
        @JsonProperty(required = true) int batch,
        @JsonProperty(required = true) int epochs,
        @JsonProperty(required = true) ClassWeights classWeights,
        @JsonProperty(required = true) Checkpoint checkpoint,
        EarlyStopping earlyStopping,
        Augmentation augmentation) {

    private static final int MAX_SIDE = 1024;

    public Recipe {
        require(Keys.isName(name), "name must be 1 to 128 letters, digits, dots, underscores and dashes");
        require(
                input != null && side(input.height()) && side(input.width()),
                "input must be 8 to 1024 px on each side");
        require(input.interpolation() != null, "input needs an interpolation: AREA, LINEAR or NEAREST");
        require(channels == 1 || channels == 3, "channels must be 1 or 3");
        require(layers != null, "layers must be given");
        layers = List.copyOf(layers);
        require(learningRate > 0 && learningRate <= 1, "learningRate must be in (0,1]");
        require(batch >= 1 && batch <= 1024, "batch must be in [1,1024]");
        require(epochs >= 1 && epochs <= 1000, "epochs must be in [1,1000]");
        require(classWeights != null && checkpoint != null, "classWeights and checkpoint must be given");
        new Architecture(new Input(input.height(), input.width(), channels), layers);
    }

    /** The network without its output layer. */
    public Architecture architecture() {
        return new Architecture(new Input(input.height(), input.width(), channels), layers);
    }

    private static boolean side(int pixels) {
        return pixels >= 8 && pixels <= MAX_SIDE;
    }

    private static void require(boolean fulfilled, String rule) {
        if (!fulfilled) {
            throw new IllegalArgumentException(rule);
        }
    }
}

package dev.thorax.training.recipe;

import com.fasterxml.jackson.annotation.JsonProperty;

import dev.thorax.model.InputSpec;
import dev.thorax.storage.Keys;
import dev.thorax.training.architecture.Architecture;

/**
 * How a network is made and trained.
 *
 * @param name its name; becomes the name of the model
 * @param about one sentence for a person
 * @param input what the network takes
 * @param architecture the layers from image to logits
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
        @JsonProperty(required = true) Architecture architecture,
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
        require(input != null && side(input.height()) && side(input.width()), "input must be 8 to 1024 px on each side");
        require(input.interpolation() != null, "input needs an interpolation: AREA, LINEAR or NEAREST");
        require(architecture != null, "architecture must list the layers");
        require(learningRate > 0 && learningRate <= 1, "learningRate must be in (0,1]");
        require(batch >= 1 && batch <= 1024, "batch must be in [1,1024]");
        require(epochs >= 1 && epochs <= 1000, "epochs must be in [1,1000]");
        require(classWeights != null && checkpoint != null, "classWeights and checkpoint must be given");
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

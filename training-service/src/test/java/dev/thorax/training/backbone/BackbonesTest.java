package dev.thorax.training.backbone;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.thorax.training.architecture.Architecture;
import dev.thorax.training.architecture.GlobalPool;
import dev.thorax.training.architecture.Input;
import dev.thorax.training.architecture.Pooling;
import dev.thorax.training.architecture.Shape;
import dev.thorax.training.problem.CannotTrain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class BackbonesTest {
    @ParameterizedTest
    @CsvSource({
        "inception-v3, 21802784, 21768352",
        "resnet152-v2, 58331648, 58187904",
        "mobilenet-1.0, 3228864, 3206976",
        "mobilenet-0.75, 1832976, 1816560",
    })
    void shouldHaveThePublishedCountsOfParameters(String name, int all, int trainable) {
        Backbone backbone = Backbones.named(name);
        Architecture network = network(backbone, 224);
        int output = (network.shapes().get(network.shapes().size() - 1).size() + 1) * 3;

        assertThat(backbone.parameters()).isEqualTo(all);
        assertThat(network.parameters(3)).isEqualTo(all + output);
        assertThat(network.trainableParameters(3)).isEqualTo(trainable + output);
    }

    /** Keras's own figures for the last maps: 299 px give 8 x 8, 224 px 7 x 7. */
    @ParameterizedTest
    @CsvSource({"inception-v3, 299, 8, 2048", "resnet152-v2, 224, 7, 2048", "mobilenet-0.75, 224, 7, 768"})
    void shouldEndInThePublishedMaps(String name, int side, int maps, int channels) {
        Backbone backbone = Backbones.named(name);
        String last = backbone.nodes().get(backbone.nodes().size() - 1).name();

        assertThat(network(backbone, side).shapesByName(3).get(last)).isEqualTo(new Shape(channels, maps, maps));
    }

    @Test
    void shouldSayWhatItCannotBeBuiltOn() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MobileNet.of(1).architecture(new Input(224, 224, 1), List.of()))
                .withMessage("The backbone mobilenet-1.0 takes pictures of 3 channels, not 1; set channels to 3.");
        assertThatThrownBy(() -> Backbones.named("vgg"))
                .isInstanceOf(CannotTrain.class)
                .hasMessageStartingWith("There is no backbone \"vgg\"; use one of inception-v3, mobilenet-0.25,");
    }

    private static Architecture network(Backbone backbone, int side) {
        return backbone.architecture(new Input(side, side, 3), List.of(new GlobalPool(Pooling.AVERAGE)));
    }
}

package dev.thorax.network.backbone;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.thorax.network.architecture.Architecture;
import dev.thorax.network.architecture.NetworkInput;
import dev.thorax.network.architecture.Node;
import dev.thorax.network.layer.GlobalPool;
import dev.thorax.network.layer.Pooling;
import dev.thorax.network.layer.Shape;

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

    /** The places of these layers as Keras prints them with {@code enumerate(model.layers)}. */
    @ParameterizedTest
    @CsvSource({
        "inception-v3, 311, 40, mixed0",
        "inception-v3, 311, 228, mixed7",
        "inception-v3, 311, 248, mixed8",
        "inception-v3, 311, 249, conv2d_81",
        "inception-v3, 311, 252, conv2d_78",
        "inception-v3, 311, 258, conv2d_79",
        "inception-v3, 311, 277, concatenate_1",
        "inception-v3, 311, 279, mixed9",
        "inception-v3, 311, 310, mixed10",
        "resnet152-v2, 564, 563, post_relu",
        "mobilenet-1.0, 86, 85, conv_pw_13_relu",
    })
    void shouldCountLayersAsKerasDoes(String name, int all, int place, String layer) {
        Backbone backbone = Backbones.named(name);

        assertThat(backbone.firstLayers(backbone.nodes().size())).hasSize(all);
        assertThat(backbone.firstLayers(all).get(place)).isEqualTo(layer);
    }

    /** As in Keras's summary of the network, but for its numbers, which there begin with none and then 1. */
    @ParameterizedTest
    @CsvSource({
        "mixed0, activation_6 activation_8 activation_11 activation_12",
        "mixed3, activation_27 activation_30 max_pooling2d_3",
        "mixed4, activation_31 activation_34 activation_39 activation_40",
        "mixed8, activation_72 activation_76 max_pooling2d_4",
        "mixed9_0, activation_79 activation_80",
        "concatenate_1, activation_83 activation_84",
        "mixed10, activation_86 mixed9_1 concatenate_2 activation_94",
    })
    void shouldJoinWhatKerasJoins(String name, String joined) {
        assertThat(InceptionV3.create().nodes())
                .filteredOn(node -> node.name().equals(name))
                .singleElement()
                .satisfies(node -> assertThat(node.from()).containsExactly(joined.split(" ")));
    }

    @Test
    void shouldOrderBranchesAsKerasDoes() {
        List<String> inception = InceptionV3.create().firstLayers(41);
        assertThat(inception.subList(18, 26))
                .containsExactly(
                        "conv2d_9",
                        "batch_normalization_9",
                        "activation_9",
                        "conv2d_7",
                        "conv2d_10",
                        "batch_normalization_7",
                        "batch_normalization_10",
                        "activation_7");
        List<String> resnet = ResNet152V2.create().firstLayers(20);
        assertThat(resnet)
                .containsSubsequence(
                        "conv2_block1_2_relu", "conv2_block1_0_conv", "conv2_block1_3_conv", "conv2_block1_out");
    }

    @Test
    void shouldSayWhatItCannotBeBuiltOn() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MobileNet.create(1).architecture(new NetworkInput(224, 224, 1), List.of()))
                .withMessage("The backbone mobilenet-1.0 takes pictures of 3 channels, not 1; set channels to 3.");
        assertThatThrownBy(() -> Backbones.named("vgg"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("There is no backbone \"vgg\"; use one of inception-v3, mobilenet-0.25,");
    }

    private static Architecture network(Backbone backbone, int side) {
        return backbone.architecture(
                new NetworkInput(side, side, 3), List.of(new Node(new GlobalPool(Pooling.AVERAGE))));
    }
}

package dev.thorax.training.architecture;

import java.util.List;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import org.junit.jupiter.api.Test;

import dev.thorax.training.Networks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class ArchitectureTest {
    @Test
    void shouldCountParametersAsKerasDoes() {
        // (3*3*3+1)*32 + (32*24*24+1)*256 + (256+1)*3
        assertThat(Networks.convnet50().parameters(3)).isEqualTo(896 + 4_718_848 + 771);
        // Four convolutions, then (64*12*12+1)*512 + (512+1)*3
        assertThat(Networks.cnn4().parameters(3)).isEqualTo(1_792 + 36_928 + 73_856 + 73_792 + 4_719_104 + 1_539);
    }

    @Test
    void shouldDropTheRestOfAPoolThatDoesNotFit() {
        assertThat(Networks.cnn4().shapes())
                .extracting(Shape::height)
                .containsExactly(224, 222, 111, 109, 54, 52, 26, 24, 12, 1, 1, 1);
    }

    @Test
    void shouldReadLayersFromYaml() throws Exception {
        String yaml =
                """
                input: {height: 50, width: 50, channels: 3}
                layers:
                  - conv: {filters: 32, kernel: 3, activation: relu}
                  - maxPool: {size: 2}
                  - dropout: {rate: 0.5}
                  - flatten: {}
                  - dense: {units: 256, activation: relu}
                """;

        assertThat(new ObjectMapper(new YAMLFactory()).readValue(yaml, Architecture.class))
                .isEqualTo(Networks.convnet50());
    }

    @Test
    void shouldSayWhyAnArchitectureCannotBeBuilt() {
        Input input = new Input(8, 8, 1);
        Layer conv = new Layer.Conv(2, 3, Activation.RELU);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Architecture(input, List.of(new Layer.Flatten())))
                .withMessageContaining("needs a convolution");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Architecture(input, List.of(conv)))
                .withMessageContaining("needs flatten or a global pool before its end");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Architecture(input, List.of(conv, new Layer.Dense(3, Activation.RELU))))
                .withMessageContaining("a dense layer needs flatten or a global pool before it");
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        new Architecture(input, List.of(new Layer.Conv(2, 9, Activation.RELU), new Layer.Flatten())))
                .withMessageContaining("kernel is larger");
    }
}

package dev.thorax.network.architecture;

import java.util.List;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import org.assertj.core.api.AbstractStringAssert;
import org.junit.jupiter.api.Test;

import dev.thorax.network.layer.Activation;
import dev.thorax.network.layer.Add;
import dev.thorax.network.layer.Concat;
import dev.thorax.network.layer.Conv;
import dev.thorax.network.layer.Dense;
import dev.thorax.network.layer.Flatten;
import dev.thorax.network.layer.GlobalPool;
import dev.thorax.network.layer.Layer;
import dev.thorax.network.layer.MaxPool;
import dev.thorax.network.layer.Pooling;
import dev.thorax.network.layer.Shape;
import dev.thorax.network.layer.ZeroPad;
import dev.thorax.network.testing.Networks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowable;

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
    void shouldReadAGraphFromYaml() throws Exception {
        String yaml =
                """
                input: {height: 9, width: 9, channels: 1}
                layers:
                  - {conv: {filters: 4, kernel: [1, 3], padding: same, bias: false, activation: identity}, name: a}
                  - batchNorm: {scale: false}
                  - {add: {}, name: sum, from: [a, layer2]}
                  - {avgPool: {size: 3, stride: 2, padding: same}, from: a}
                  - {depthwiseConv: {kernel: 3, stride: 2, padding: same}, name: b, from: sum}
                  - {concat: {}, from: [layer4, b]}
                  - globalPool: {pooling: max}
                  - activation: {function: relu6}
                """;

        Architecture read = new ObjectMapper(new YAMLFactory()).readValue(yaml, Architecture.class);

        assertThat(read.nodes())
                .extracting(Node::name)
                .containsExactly("a", "layer2", "sum", "layer4", "b", "layer6", "layer7", "layer8");
        assertThat(read.nodes())
                .extracting(Node::from)
                .startsWith(List.of(Node.INPUT), List.of("a"), List.of("a", "layer2"), List.of("a"));
        assertThat(read.shapesByName(2))
                .containsEntry("sum", new Shape(4, 9, 9))
                .containsEntry("layer6", new Shape(8, 5, 5))
                .containsEntry("layer8", Shape.vector(8));
        // 1*3*4; beta, mean and variance of 4; (3*3+1)*4; (8+1)*2
        assertThat(read.parameters(2)).isEqualTo(12 + 12 + 40 + 18);
        assertThat(read.trainableParameters(2)).isEqualTo(12 + 4 + 40 + 18);
    }

    @Test
    void shouldSayWhyAGraphCannotBeBuilt() {
        Node conv = new Node("a", List.of(), new Conv(2, 3, Activation.RELU));
        Node pool = new Node(new GlobalPool(Pooling.MAX));

        assertThatGraph(conv, new Node("a", List.of(), new Flatten())).contains("there are two nodes a");
        assertThatGraph(conv, new Node("b", List.of("a", "c"), new Add()), pool)
                .contains("b takes from c, not before it");
        assertThatGraph(conv, new Node("b", List.of("input"), new MaxPool(2)), pool)
                .contains("nothing takes from a");
        assertThatGraph(conv, new Node("b", List.of("a", "input"), new Add()), pool)
                .contains("the inputs of an add differ in shape");
        assertThatGraph(conv, new Node("b", List.of("a", "input"), new Concat()), pool)
                .contains("the inputs of a concat differ in height or width");
        assertThatGraph(conv, new Node("b", List.of("a", "a"), new MaxPool(2)), pool)
                .contains("only add and concat may have more than one input");
        assertThatGraph(conv, pool, new Node(new ZeroPad(1))).contains("a zeroPad stands after flatten");
    }

    private static AbstractStringAssert<?> assertThatGraph(Node... nodes) {
        Throwable thrown = catchThrowable(() -> new Architecture(new NetworkInput(8, 8, 2), List.of(nodes)));
        return assertThat(thrown.getMessage()).startsWith("The architecture cannot be built: ");
    }

    @Test
    void shouldSayWhyAnArchitectureCannotBeBuilt() {
        NetworkInput input = new NetworkInput(8, 8, 1);
        Layer conv = new Conv(2, 3, Activation.RELU);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Architecture(input, List.of(new Flatten())))
                .withMessageContaining("needs a convolution");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Architecture(input, List.of(conv)))
                .withMessageContaining("needs flatten or a global pool before its end");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Architecture(input, List.of(conv, new Dense(3, Activation.RELU))))
                .withMessageContaining("a dense layer needs flatten or a global pool before it");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Architecture(input, List.of(new Conv(2, 9, Activation.RELU), new Flatten())))
                .withMessageContaining("kernel is larger");
    }
}

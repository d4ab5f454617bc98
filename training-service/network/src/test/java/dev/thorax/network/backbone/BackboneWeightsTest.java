package dev.thorax.network.backbone;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import dev.thorax.network.architecture.Node;
import dev.thorax.network.keras.KerasFile;
import dev.thorax.network.keras.KerasLayout;
import dev.thorax.network.keras.KerasTensor;
import dev.thorax.network.keras.UnusableWeightsException;
import dev.thorax.network.layer.WeightRole;
import dev.thorax.network.weights.Weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class BackboneWeightsTest {
    private static final Backbone MOBILENET = MobileNet.create(0.25);

    @Test
    void shouldTurnKernelsFromKerassOrder() {
        Map<String, Map<String, KerasTensor>> stored = stored(MOBILENET);

        Weights weights = BackboneWeights.convert(MOBILENET, file(stored));

        // rows, columns, in, out -> out, in, rows, columns
        float[] conv = weights.byName().get("conv1").kernel();
        float[] stem = stored.get("conv1").get("kernel").values();
        assertThat(conv[((5 * 3 + 2) * 3 + 1) * 3 + 0]).isEqualTo(stem[((1 * 3 + 0) * 3 + 2) * 8 + 5]);
        // rows, columns, in, multiplier -> in, rows, columns
        float[] depthwise = weights.byName().get("conv_dw_2").kernel();
        float[] second = stored.get("conv_dw_2").get("depthwise_kernel").values();
        assertThat(depthwise[(7 * 3 + 2) * 3 + 1]).isEqualTo(second[(2 * 3 + 1) * 16 + 7]);
        assertThat(weights.byName().get("conv1_bn").get(WeightRole.VARIANCE))
                .isEqualTo(stored.get("conv1_bn").get("moving_variance").values());
    }

    @Test
    void shouldNameAllThatDoesNotFit() {
        Map<String, Map<String, KerasTensor>> stored = stored(MOBILENET);
        stored.remove("conv_pw_3");
        stored.remove("conv_pw_3_bn");
        stored.put("conv_preds", Map.of("kernel", tensor(1, 1, 256, 10)));
        stored.put("conv1", Map.of("kernel", tensor(3, 3, 3, 16)));
        stored.get("conv1_bn").remove("gamma");
        stored.get("conv1_bn").put("delta", tensor(8));

        assertThatThrownBy(() -> BackboneWeights.convert(MOBILENET, file(stored)))
                .isInstanceOf(UnusableWeightsException.class)
                .hasMessage(
                        "The weights file does not fit the backbone mobilenet-0.25: it lacks conv_pw_3, conv_pw_3_bn; "
                                + "it has the unexpected conv_preds; conv1/kernel is [3, 3, 3, 16] instead of [3, 3, 3, 8]; "
                                + "conv1_bn has no gamma; conv1_bn has the unexpected delta; "
                                + "take mobilenet_2_5_224_tf_no_top.h5 of Keras Applications.");
    }

    @Test
    void shouldKnowUnnamedLayersByTheirOrder() {
        Backbone inception = InceptionV3.create();
        Map<String, Map<String, KerasTensor>> stored = stored(inception);
        Map<String, Map<String, KerasTensor>> fromZero = new HashMap<>();
        stored.forEach((name, tensors) -> fromZero.put(shifted(name), tensors));

        Weights expected = BackboneWeights.convert(inception, file(stored));
        Weights weights = BackboneWeights.convert(inception, file(fromZero));

        assertThat(fromZero).containsKeys("conv2d", "batch_normalization_93");
        assertThat(weights.byName().get("conv2d_94").kernel())
                .isEqualTo(expected.byName().get("conv2d_94").kernel());
        assertThat(weights.byName().get("conv2d_11").kernel())
                .isEqualTo(expected.byName().get("conv2d_11").kernel());
    }

    /** As a process names them that starts at 0: conv2d, conv2d_1 and so on. */
    private static String shifted(String name) {
        int cut = name.lastIndexOf('_');
        int number = Integer.parseInt(name.substring(cut + 1));
        return number == 1 ? name.substring(0, cut) : name.substring(0, cut + 1) + (number - 1);
    }

    private static KerasFile file(Map<String, Map<String, KerasTensor>> stored) {
        return new KerasFile(List.copyOf(stored.keySet()), stored);
    }

    private static Map<String, Map<String, KerasTensor>> stored(Backbone backbone) {
        Map<String, Node> nodes = new HashMap<>();
        backbone.nodes().forEach(node -> nodes.put(node.name(), node));
        Map<String, Map<String, KerasTensor>> stored = new LinkedHashMap<>();
        backbone.weights().forEach((name, specs) -> {
            Map<String, KerasTensor> tensors = new LinkedHashMap<>();
            specs.forEach(spec -> tensors.put(
                    KerasLayout.name(nodes.get(name).layer(), spec.role()),
                    tensor(KerasLayout.shape(nodes.get(name).layer(), spec).stream()
                            .mapToInt(Integer::intValue)
                            .toArray())));
            stored.put(name, tensors);
        });
        return stored;
    }

    /** Values that tell their place: 0, 1, 2, ... */
    private static KerasTensor tensor(int... shape) {
        int size = IntStream.of(shape).reduce(1, Math::multiplyExact);
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = i;
        }
        return new KerasTensor(IntStream.of(shape).boxed().toList(), values);
    }
}

package dev.thorax.network.weights;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;

import dev.thorax.network.architecture.Architecture;
import dev.thorax.network.layer.TensorSpec;
import dev.thorax.network.layer.WeightRole;

/**
 * The weights of a network in an order that does not depend on the engine.
 *
 * @param layers the layers that have weights, in order; the output layer is the last
 */
public record Weights(List<LayerWeights> layers) {
    public Weights {
        layers = List.copyOf(layers);
    }

    /** Maps names of layers to their weights. */
    public Map<String, LayerWeights> byName() {
        return layers.stream().collect(Collectors.toMap(LayerWeights::layer, Function.identity()));
    }

    /** Returns these weights with {@code others} in place of those of the same layers. */
    public Weights with(Weights others) {
        Map<String, LayerWeights> replaced = others.byName();
        return new Weights(layers.stream()
                .map(entry -> replaced.getOrDefault(entry.layer(), entry))
                .toList());
    }

    /**
     * Draws first weights as Keras does: Glorot uniform kernels (Glorot and Bengio 2010), gammas and variances 1, all else
     * 0, as in Keras.
     */
    public static Weights random(Architecture architecture, int classes, long seed) {
        Random random = new Random(seed);
        List<LayerWeights> layers = new ArrayList<>();
        architecture.weights(classes).forEach((layer, specs) -> layers.add(random(layer, specs, random)));
        return new Weights(layers);
    }

    private static LayerWeights random(String layer, List<TensorSpec> specs, Random random) {
        Map<WeightRole, float[]> tensors = new EnumMap<>(WeightRole.class);
        specs.forEach(spec -> tensors.put(spec.role(), WeightInitializer.initialValues(spec, random)));
        return new LayerWeights(layer, tensors);
    }
}

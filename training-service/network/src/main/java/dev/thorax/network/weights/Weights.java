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
 * The weights of a network, in an order that belongs to no engine.
 *
 * @param layers one entry for each layer that has weights, in order, the output layer last
 */
public record Weights(List<OfLayer> layers) {
    public Weights {
        layers = List.copyOf(layers);
    }

    /**
     * The weights of a layer.
     *
     * @param layer name of its node
     * @param tensors by role, each float32 in the shape and order that {@link TensorSpec#shape} says
     */
    public record OfLayer(String layer, Map<WeightRole, float[]> tensors) {
        public OfLayer {
            tensors = new EnumMap<>(tensors);
        }

        /** The tensor of that role, or null if the layer has none. */
        public float[] get(WeightRole role) {
            return tensors.get(role);
        }

        /** The kernel of a convolution or dense layer. */
        public float[] kernel() {
            return tensors.get(WeightRole.KERNEL);
        }

        /** The bias of a convolution or dense layer, or null if it has none. */
        public float[] bias() {
            return tensors.get(WeightRole.BIAS);
        }
    }

    /** The entries by the names of their layers. */
    public Map<String, OfLayer> byName() {
        return layers.stream().collect(Collectors.toMap(OfLayer::layer, Function.identity()));
    }

    /** The same with the entries of {@code others} in place of those of the same names. */
    public Weights with(Weights others) {
        Map<String, OfLayer> replaced = others.byName();
        return new Weights(layers.stream()
                .map(entry -> replaced.getOrDefault(entry.layer(), entry))
                .toList());
    }

    /** First weights: Glorot uniform kernels (Glorot and Bengio 2010), gammas and variances 1, all else 0, as in Keras. */
    public static Weights random(Architecture architecture, int classes, long seed) {
        Random random = new Random(seed);
        List<OfLayer> layers = new ArrayList<>();
        architecture.weights(classes).forEach((layer, specs) -> layers.add(random(layer, specs, random)));
        return new Weights(layers);
    }

    private static OfLayer random(String layer, List<TensorSpec> specs, Random random) {
        Map<WeightRole, float[]> tensors = new EnumMap<>(WeightRole.class);
        specs.forEach(spec -> tensors.put(spec.role(), WeightInitializer.of(spec, random)));
        return new OfLayer(layer, tensors);
    }
}

package dev.thorax.network.weights;

import java.util.EnumMap;
import java.util.Map;

import dev.thorax.network.layer.WeightRole;

/**
 * The weights of one layer.
 *
 * @param layer name of its node
 * @param tensors by role, each float32 in the shape and order of {@link dev.thorax.network.layer.TensorSpec#shape}
 */
public record LayerWeights(String layer, Map<WeightRole, float[]> tensors) {
    public LayerWeights {
        tensors = new EnumMap<>(tensors);
    }

    /** Returns the tensor of a role, or null if the layer has none. */
    public float[] get(WeightRole role) {
        return tensors.get(role);
    }

    /** Returns the kernel of a convolution or dense layer. */
    public float[] kernel() {
        return tensors.get(WeightRole.KERNEL);
    }

    /** Returns the bias of a convolution or dense layer, or null if it has none. */
    public float[] bias() {
        return tensors.get(WeightRole.BIAS);
    }
}

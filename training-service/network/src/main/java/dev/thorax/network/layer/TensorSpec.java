package dev.thorax.network.layer;

import java.util.List;

/**
 * A tensor of weights that a layer needs.
 *
 * @param role its role in the layer
 * @param shape of a convolution's kernel [out, in, rows, columns]; of a depthwise one [in * multiplier, 1, rows, columns],
 *     the outputs of one input side by side; of a dense layer [in, out], where {@code in} after a flatten runs over
 *     channels, rows, columns; of all else [channels]
 */
public record TensorSpec(WeightRole role, List<Integer> shape) {
    public TensorSpec {
        shape = List.copyOf(shape);
    }

    TensorSpec(WeightRole role, Integer... shape) {
        this(role, List.of(shape));
    }

    /** Counts the values. */
    public int size() {
        return shape.stream().reduce(1, Math::multiplyExact);
    }
}

package dev.thorax.network.keras;

import java.util.List;

/**
 * A tensor as Keras stores it.
 *
 * @param shape of a convolution's kernel [rows, columns, in, out], of a depthwise one [rows, columns, in, multiplier], of all else
 *     [channels]
 * @param values float32, the last dimension running fastest
 */
public record KerasTensor(List<Integer> shape, float[] values) {}

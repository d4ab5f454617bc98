package dev.thorax.network.keras;

import java.util.List;

import dev.thorax.network.layer.DepthwiseConv;
import dev.thorax.network.layer.Layer;
import dev.thorax.network.layer.TensorSpec;
import dev.thorax.network.layer.WeightRole;

/** Converts the names, shapes and order of a layer's tensors in Keras. */
public final class KerasLayout {
    private KerasLayout() {}

    public static String name(Layer layer, WeightRole role) {
        return switch (role) {
            case KERNEL -> layer instanceof DepthwiseConv ? "depthwise_kernel" : "kernel";
            case BIAS -> "bias";
            case GAMMA -> "gamma";
            case BETA -> "beta";
            case MEAN -> "moving_mean";
            case VARIANCE -> "moving_variance";
        };
    }

    /** Returns the shape in which Keras stores a tensor. */
    public static List<Integer> shape(Layer layer, TensorSpec spec) {
        List<Integer> shape = spec.shape();
        if (shape.size() < 4) {
            return shape;
        }
        if (layer instanceof DepthwiseConv conv) {
            return List.of(shape.get(2), shape.get(3), shape.get(0) / conv.multiplier(), conv.multiplier());
        }
        return List.of(shape.get(2), shape.get(3), shape.get(1), shape.get(0));
    }

    /** Converts values to Thorax's order, in which a kernel's window runs fastest instead of its outputs. */
    public static float[] values(TensorSpec spec, float[] stored) {
        if (spec.shape().size() < 4) {
            return stored;
        }
        int outputs = spec.shape().get(0);
        int inputs = spec.shape().get(1);
        int window = stored.length / (outputs * inputs);
        float[] values = new float[stored.length];
        for (int at = 0; at < window; at++) {
            for (int in = 0; in < inputs; in++) {
                for (int out = 0; out < outputs; out++) {
                    values[(out * inputs + in) * window + at] = stored[(at * inputs + in) * outputs + out];
                }
            }
        }
        return values;
    }
}

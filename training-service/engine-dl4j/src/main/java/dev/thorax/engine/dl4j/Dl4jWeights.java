package dev.thorax.engine.dl4j;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.layers.FrozenLayerWithBackprop;
import org.deeplearning4j.nn.layers.convolution.DepthwiseConvolution2DLayer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

import dev.thorax.network.layer.TensorSpec;
import dev.thorax.network.layer.WeightRole;
import dev.thorax.network.weights.LayerWeights;
import dev.thorax.network.weights.Weights;

/** Copies weights between Deeplearning4j's layers and Thorax's form. */
final class Dl4jWeights {
    private final Map<String, List<TensorSpec>> specs;
    private final Map<String, Layer> layers = new LinkedHashMap<>();

    /**
     * Looks up the layers that have weights.
     *
     * @param specs their tensors, by name
     * @param layers finds the library's layer by its name
     */
    Dl4jWeights(Map<String, List<TensorSpec>> specs, Function<String, Layer> layers) {
        this.specs = specs;
        specs.keySet().forEach(name -> this.layers.put(name, unfrozen(layers.apply(name))));
    }

    private static Layer unfrozen(Layer layer) {
        return layer instanceof FrozenLayerWithBackprop frozen ? frozen.getUnderlying() : layer;
    }

    Weights copy() {
        return new Weights(specs.keySet().stream().map(this::copy).toList());
    }

    void load(Weights weights) {
        Map<String, LayerWeights> all = weights.byName();
        specs.forEach((name, tensors) -> tensors.forEach(
                spec -> load(layers.get(name), spec, all.get(name).get(spec.role()))));
    }

    private LayerWeights copy(String name) {
        Map<WeightRole, float[]> tensors = new EnumMap<>(WeightRole.class);
        specs.get(name).forEach(spec -> tensors.put(spec.role(), copy(layers.get(name), spec)));
        return new LayerWeights(name, tensors);
    }

    private static float[] copy(Layer layer, TensorSpec spec) {
        try (INDArray copy = layer.getParam(parameter(spec.role())).dup('c')) {
            float[] values = copy.data().asFloat().clone();
            int outputs = spec.shape().get(0);
            return windowFirst(layer, spec) ? turned(values, values.length / outputs, outputs) : values;
        }
    }

    private static void load(Layer layer, TensorSpec spec, float[] values) {
        INDArray parameter = layer.getParam(parameter(spec.role()));
        int outputs = spec.shape().get(0);
        float[] ordered = windowFirst(layer, spec) ? turned(values, outputs, values.length / outputs) : values;
        try (INDArray copy = Nd4j.create(ordered, parameter.shape(), 'c')) {
            parameter.assign(copy);
        }
    }

    /** Returns whether a tensor is a depthwise kernel, which the library stores as [rows, columns, in, multiplier]. */
    private static boolean windowFirst(Layer layer, TensorSpec spec) {
        return layer instanceof DepthwiseConvolution2DLayer && spec.role() == WeightRole.KERNEL;
    }

    private static float[] turned(float[] values, int rows, int columns) {
        float[] turned = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            turned[i % columns * rows + i / columns] = values[i];
        }
        return turned;
    }

    private static String parameter(WeightRole role) {
        return switch (role) {
            case KERNEL -> "W";
            case BIAS -> "b";
            case GAMMA -> "gamma";
            case BETA -> "beta";
            case MEAN -> "mean";
            case VARIANCE -> "var";
        };
    }
}

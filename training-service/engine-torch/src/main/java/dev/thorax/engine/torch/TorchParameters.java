package dev.thorax.engine.torch;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.MemoryFormat;

import dev.thorax.network.architecture.Architecture;
import dev.thorax.network.layer.TensorSpec;
import dev.thorax.network.layer.WeightRole;
import dev.thorax.network.weights.LayerWeights;
import dev.thorax.network.weights.Weights;

/** Holds the weights of a network as LibTorch tensors, by Thorax's names and in its shapes. */
@SuppressWarnings("try") // A scope acts when it is closed. Its body does not name it.
final class TorchParameters implements AutoCloseable {
    private final Map<String, List<TensorSpec>> specs;
    private final Map<String, Map<WeightRole, Tensor>> tensors = new LinkedHashMap<>();
    private final List<Tensor> trained = new ArrayList<>();

    /**
     * Creates all weights as zeros.
     *
     * @param frozen names of the nodes that are not trained
     */
    TorchParameters(Architecture architecture, int classes, Set<String> frozen, Device device) {
        this.specs = architecture.weights(classes);
        specs.forEach((layer, all) -> {
            Map<WeightRole, Tensor> ofLayer = new EnumMap<>(WeightRole.class);
            all.forEach(spec -> ofLayer.put(spec.role(), create(spec, device, !frozen.contains(layer))));
            tensors.put(layer, ofLayer);
        });
    }

    /** Returns the tensor of a role, or null if the layer has none. */
    Tensor get(String layer, WeightRole role) {
        return tensors.getOrDefault(layer, Map.of()).get(role);
    }

    /** Returns the trained tensors, in order. */
    List<Tensor> trained() {
        return trained;
    }

    Weights copy() {
        List<LayerWeights> layers = new ArrayList<>();
        tensors.forEach((layer, ofLayer) -> {
            Map<WeightRole, float[]> values = new EnumMap<>(WeightRole.class);
            ofLayer.forEach((role, tensor) -> values.put(role, TensorFloats.read(tensor)));
            layers.add(new LayerWeights(layer, values));
        });
        return new Weights(layers);
    }

    void load(Weights weights) {
        Map<String, LayerWeights> all = weights.byName();
        specs.forEach((layer, ofLayer) -> ofLayer.forEach(spec ->
                TensorFloats.write(get(layer, spec.role()), all.get(layer).get(spec.role()))));
    }

    private Tensor create(TensorSpec spec, Device device, boolean trainable) {
        try (PointerScope scope = new PointerScope();
                NoGradGuard guard = new NoGradGuard()) {
            Tensor tensor = TensorFloats.zeros(device, spec.shape());
            if (spec.shape().size() == 4) {
                tensor = tensor.contiguous(MemoryFormat.ChannelsLast);
            }
            if (trainable && spec.role().trainable()) {
                tensor.requires_grad_(true);
                trained.add(tensor);
            }
            return tensor.retainReference();
        }
    }

    @Override
    public void close() {
        tensors.values().forEach(ofLayer -> ofLayer.values().forEach(Tensor::close));
    }
}

package dev.thorax.training.engine.torch;

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

import dev.thorax.training.architecture.Architecture;
import dev.thorax.training.architecture.Role;
import dev.thorax.training.architecture.TensorSpec;
import dev.thorax.training.engine.Weights;

/** The weights of a network in LibTorch's memory, under Thorax's names and in Thorax's shapes. */
final class Parameters implements AutoCloseable {
    private final Map<String, List<TensorSpec>> specs;
    private final Map<String, Map<Role, Tensor>> tensors = new LinkedHashMap<>();
    private final List<Tensor> trained = new ArrayList<>();

    /** All 0; those of the nodes {@code frozen} are not trained. */
    Parameters(Architecture architecture, int classes, Set<String> frozen, Device device) {
        this.specs = architecture.weights(classes);
        specs.forEach((layer, all) -> {
            Map<Role, Tensor> ofLayer = new EnumMap<>(Role.class);
            all.forEach(spec -> ofLayer.put(spec.role(), create(spec, device, !frozen.contains(layer))));
            tensors.put(layer, ofLayer);
        });
    }

    /** The tensor of that role, or null if the layer has none. */
    Tensor get(String layer, Role role) {
        return tensors.getOrDefault(layer, Map.of()).get(role);
    }

    /** Those that the optimiser moves, in order. */
    List<Tensor> trained() {
        return trained;
    }

    Weights copy() {
        List<Weights.OfLayer> layers = new ArrayList<>();
        tensors.forEach((layer, ofLayer) -> {
            Map<Role, float[]> values = new EnumMap<>(Role.class);
            ofLayer.forEach((role, tensor) -> values.put(role, Floats.of(tensor)));
            layers.add(new Weights.OfLayer(layer, values));
        });
        return new Weights(layers);
    }

    void load(Weights weights) {
        Map<String, Weights.OfLayer> all = weights.byName();
        specs.forEach((layer, ofLayer) -> ofLayer.forEach(
                spec -> Floats.put(get(layer, spec.role()), all.get(layer).get(spec.role()))));
    }

    private Tensor create(TensorSpec spec, Device device, boolean trainable) {
        try (PointerScope scope = new PointerScope();
                NoGradGuard guard = new NoGradGuard()) {
            Tensor tensor = Floats.zeros(device, spec.shape());
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

package dev.thorax.network.backbone;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

import dev.thorax.network.architecture.Node;
import dev.thorax.network.keras.KerasFile;
import dev.thorax.network.keras.KerasLayout;
import dev.thorax.network.keras.KerasNames;
import dev.thorax.network.keras.KerasTensor;
import dev.thorax.network.keras.UnusableWeightsException;
import dev.thorax.network.layer.Layer;
import dev.thorax.network.layer.TensorSpec;
import dev.thorax.network.layer.WeightRole;
import dev.thorax.network.weights.LayerWeights;
import dev.thorax.network.weights.Weights;

/** Converts the weights in a file of Keras Applications to those of a backbone, by the names of its layers. */
public final class BackboneWeights {
    private final Backbone backbone;
    private final Map<String, Node> nodes;
    private final Map<String, Map<String, KerasTensor>> stored = new LinkedHashMap<>();
    private final List<String> problems = new ArrayList<>();

    private BackboneWeights(Backbone backbone, KerasFile file) {
        this.backbone = backbone;
        this.nodes = backbone.nodes().stream().collect(Collectors.toMap(Node::name, Function.identity()));
        Map<String, String> names = KerasNames.renumbered(file.weights().keySet());
        file.weights().forEach((name, tensors) -> stored.put(names.get(name), tensors));
    }

    /**
     * Reads the weights of all layers of {@code backbone}. {@link Weights#with} puts them into a network that is built on
     * it.
     *
     * @throws UnusableWeightsException with a sentence that names all that is missing, unexpected or of another shape
     */
    public static Weights read(Backbone backbone, Path file) {
        return convert(backbone, KerasFile.read(file));
    }

    public static Weights convert(Backbone backbone, KerasFile file) {
        return new BackboneWeights(backbone, file).weights();
    }

    private Weights weights() {
        Map<String, List<TensorSpec>> specs = backbone.weights();
        list(
                "it lacks ",
                specs.keySet().stream()
                        .filter(name -> !stored.containsKey(name))
                        .toList());
        list(
                "it has the unexpected ",
                stored.keySet().stream()
                        .filter(name -> !specs.containsKey(name))
                        .toList());
        List<LayerWeights> layers = new ArrayList<>();
        specs.forEach((name, tensors) -> {
            if (stored.containsKey(name)) {
                layers.add(layer(name, tensors));
            }
        });
        if (!problems.isEmpty()) {
            throw new UnusableWeightsException("The weights file does not fit the backbone " + backbone.name() + ": "
                    + String.join("; ", problems) + "; take " + backbone.file() + " of Keras Applications.");
        }
        return new Weights(layers);
    }

    private LayerWeights layer(String name, List<TensorSpec> specs) {
        Layer layer = nodes.get(name).layer();
        Map<String, KerasTensor> tensors = new LinkedHashMap<>(stored.get(name));
        Map<WeightRole, float[]> values = new EnumMap<>(WeightRole.class);
        for (TensorSpec spec : specs) {
            String tensor = KerasLayout.name(layer, spec.role());
            KerasTensor found = tensors.remove(tensor);
            List<Integer> shape = KerasLayout.shape(layer, spec);
            if (found == null) {
                problems.add(name + " has no " + tensor);
            } else if (!found.shape().equals(shape)) {
                problems.add(name + "/" + tensor + " is " + found.shape() + " instead of " + shape);
            } else {
                values.put(spec.role(), KerasLayout.values(spec, found.values()));
            }
        }
        tensors.keySet().forEach(tensor -> problems.add(name + " has the unexpected " + tensor));
        return new LayerWeights(name, values);
    }

    private void list(String what, List<String> names) {
        if (!names.isEmpty()) {
            problems.add(what + String.join(", ", names));
        }
    }
}

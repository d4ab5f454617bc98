package dev.thorax.network.backbone;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.thorax.network.architecture.Architecture;
import dev.thorax.network.architecture.NetworkInput;
import dev.thorax.network.architecture.Node;
import dev.thorax.network.keras.KerasOrder;
import dev.thorax.network.layer.BatchNorm;
import dev.thorax.network.layer.GlobalPool;
import dev.thorax.network.layer.Pooling;
import dev.thorax.network.layer.Scale;
import dev.thorax.network.layer.TensorSpec;

/**
 * A published network without its classifier.
 *
 * @param name its name in recipes and in the object store
 * @param file file name of its weights without top in Keras Applications
 * @param nodes its layers under Keras's names, from images in [0,1] to the last maps
 * @param published where Keras publishes its weights, or empty
 */
public record Backbone(String name, String file, List<Node> nodes, Optional<PublishedFile> published) {
    private static final int CHANNELS = 3;
    private static final int SIDE = 224;

    public Backbone {
        nodes = List.copyOf(nodes);
    }

    /**
     * Creates the architecture of this network with {@code head} behind it.
     *
     * @throws IllegalArgumentException with a sentence, if the input does not have the backbone's channels
     */
    public Architecture architecture(NetworkInput input, List<Node> head) {
        if (input.channels() != CHANNELS) {
            throw new IllegalArgumentException("The backbone " + name + " takes pictures of " + CHANNELS
                    + " channels, not " + input.channels() + "; set channels to " + CHANNELS + ".");
        }
        List<Node> all = new ArrayList<>(nodes);
        all.addAll(head);
        return new Architecture(input, all);
    }

    /**
     * Returns this network for images whose mean is {@code mean} instead of 0.5. Its first convolution gets twice the
     * distance from it.
     *
     * @param mean in [0,1]
     */
    public Backbone around(double mean) {
        List<Node> centred = nodes.stream()
                .map(node -> node.layer() instanceof Scale scale
                        ? new Node(node.name(), node.from(), new Scale(scale.factor(), -scale.factor() * mean))
                        : node)
                .toList();
        return new Backbone(name, file, centred, published);
    }

    /**
     * Returns this network with another momentum in its batch norms.
     *
     * @param momentum share of the moving average that stays at a step, in [0,1)
     */
    public Backbone withMomentum(double momentum) {
        List<Node> moved = nodes.stream()
                .map(node -> node.layer() instanceof BatchNorm norm
                        ? new Node(node.name(), node.from(), new BatchNorm(norm.epsilon(), momentum, norm.scale()))
                        : node)
                .toList();
        return new Backbone(name, file, moved, published);
    }

    /** Maps the name of each layer that has weights to its tensors, in order. They do not depend on the image's size. */
    public Map<String, List<TensorSpec>> weights() {
        Architecture any = architecture(
                new NetworkInput(SIDE, SIDE, CHANNELS), List.of(new Node(new GlobalPool(Pooling.AVERAGE))));
        Map<String, List<TensorSpec>> weights = new LinkedHashMap<>(any.weights(1));
        weights.remove(Node.OUTPUT);
        return weights;
    }

    /**
     * Lists the names of the first {@code count} layers, as {@code model.layers[:count]} does in Keras. Keras's first layer
     * is the input; here it is the preparation of images.
     */
    public List<String> firstLayers(int count) {
        return KerasOrder.layerNames(nodes).subList(0, count);
    }

    /** Counts all weights as Keras does. */
    public int parameters() {
        return weights().values().stream()
                .flatMap(List::stream)
                .mapToInt(TensorSpec::size)
                .sum();
    }
}

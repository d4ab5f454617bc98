package dev.thorax.network.architecture;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.thorax.network.layer.Layer;
import dev.thorax.network.layer.Shape;
import dev.thorax.network.layer.TensorSpec;

/** Resolves and checks the connections between nodes. */
final class LayerGraph {
    private LayerGraph() {}

    /** Completes nodes: an unnamed one is named by its position, and one without inputs takes from the node before it. */
    static List<Node> complete(List<Node> nodes) {
        Layer.require(nodes != null && !nodes.isEmpty(), "it needs layers");
        List<Node> all = new ArrayList<>();
        Set<String> names = new HashSet<>(Set.of(Node.INPUT, Node.OUTPUT));
        String previous = Node.INPUT;
        for (Node node : nodes) {
            String name = node.name() == null ? "layer" + (all.size() + 1) : node.name();
            Layer.require(names.add(name), "there are two nodes " + name);
            all.add(new Node(name, node.from().isEmpty() ? List.of(previous) : node.from(), node.layer()));
            previous = name;
        }
        requireUsed(all);
        return List.copyOf(all);
    }

    private static void requireUsed(List<Node> nodes) {
        Set<String> used = new HashSet<>();
        nodes.forEach(node -> used.addAll(node.from()));
        for (Node node : nodes.subList(0, nodes.size() - 1)) {
            Layer.require(used.contains(node.name()), "nothing takes from " + node.name());
        }
    }

    /** Maps the names of the input and of each node to the shapes of their outputs, in order. */
    static Map<String, Shape> shapes(NetworkInput input, List<Node> nodes) {
        Map<String, Shape> shapes = new LinkedHashMap<>();
        shapes.put(Node.INPUT, new Shape(input.channels(), input.height(), input.width()));
        for (Node node : nodes) {
            List<Shape> in = node.from().stream()
                    .map(name -> {
                        Layer.require(
                                shapes.containsKey(name), node.name() + " takes from " + name + ", not before it");
                        return shapes.get(name);
                    })
                    .toList();
            shapes.put(node.name(), node.layer().shape(in));
        }
        return shapes;
    }

    static Map<String, List<TensorSpec>> weights(List<Node> nodes, Map<String, Shape> shapes) {
        Map<String, List<TensorSpec>> weights = new LinkedHashMap<>();
        for (Node node : nodes) {
            List<TensorSpec> tensors =
                    node.layer().weights(shapes.get(node.from().get(0)));
            if (!tensors.isEmpty()) {
                weights.put(node.name(), tensors);
            }
        }
        return weights;
    }
}

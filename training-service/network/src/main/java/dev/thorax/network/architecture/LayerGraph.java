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

/** Which layer takes from which. */
final class LayerGraph {
    private LayerGraph() {}

    /** Nodes with all names and inputs said: unnamed ones get the name of their place, and each the node before it as its input. */
    static List<Node> complete(List<Node> nodes) {
        Layer.require(nodes != null && !nodes.isEmpty(), "it needs layers");
        List<Node> all = new ArrayList<>();
        Set<String> names = new HashSet<>(Set.of(Node.INPUT, Node.OUTPUT));
        String before = Node.INPUT;
        for (Node node : nodes) {
            String name = node.name() == null ? "layer" + (all.size() + 1) : node.name();
            Layer.require(names.add(name), "there are two nodes " + name);
            all.add(new Node(name, node.from().isEmpty() ? List.of(before) : node.from(), node.layer()));
            before = name;
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

    static boolean straight(List<Node> nodes) {
        String before = Node.INPUT;
        for (Node node : nodes) {
            if (!node.follows(before)) {
                return false;
            }
            before = node.name();
        }
        return true;
    }

    /** What leaves each node, in their order; first what enters the network. */
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

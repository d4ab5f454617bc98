package dev.thorax.network.keras;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

import dev.thorax.network.architecture.Node;

/**
 * Sorts layers in the order of {@code model.layers} in Keras ({@code functional.py}, {@code map_graph}): by falling distance
 * from the output, and at equal distance by a depth-first search from the output back through the inputs.
 */
public final class KerasOrder {
    private final Map<String, Node> nodes;
    private final Map<String, Integer> distances = new HashMap<>();
    private final Map<String, Integer> met = new HashMap<>();

    private KerasOrder(List<Node> nodes) {
        this.nodes = nodes.stream().collect(Collectors.toMap(Node::name, Function.identity()));
    }

    /**
     * Returns the names of {@code nodes} in Keras's order.
     *
     * @param nodes each after those from which it takes
     */
    public static List<String> layerNames(List<Node> nodes) {
        KerasOrder order = new KerasOrder(nodes);
        for (int i = nodes.size() - 1; i >= 0; i--) {
            Node node = nodes.get(i);
            int distance = order.distances.computeIfAbsent(node.name(), name -> 0) + 1;
            node.from().forEach(name -> order.distances.merge(name, distance, Math::max));
        }
        order.meet(nodes.get(nodes.size() - 1).name());
        List<String> names = new ArrayList<>(order.nodes.keySet());
        names.sort(
                Comparator.<String>comparingInt(order.distances::get).reversed().thenComparing(order.met::get));
        return List.copyOf(names);
    }

    private void meet(String name) {
        if (nodes.containsKey(name) && met.putIfAbsent(name, met.size()) == null) {
            nodes.get(name).from().forEach(this::meet);
        }
    }
}

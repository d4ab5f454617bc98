package dev.thorax.network.architecture;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.thorax.network.layer.Layer;

/** Collects the nodes of a network. */
public final class ArchitectureBuilder {
    private final List<Node> nodes = new ArrayList<>();
    private final Map<String, Integer> counts = new HashMap<>();

    /** Adds a layer and returns its name. */
    public String add(String name, Layer layer, String... from) {
        nodes.add(new Node(name, List.of(from), layer));
        return name;
    }

    /** Adds a layer under the name that Keras gives to an unnamed one: its kind and a number, from 1. Returns that name. */
    public String addUnnamed(String kind, Layer layer, String... from) {
        return add(kind + "_" + counts.merge(kind, 1, Integer::sum), layer, from);
    }

    public List<Node> nodes() {
        return nodes;
    }
}

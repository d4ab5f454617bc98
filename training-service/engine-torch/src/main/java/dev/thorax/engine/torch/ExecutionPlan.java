package dev.thorax.engine.torch;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.thorax.network.architecture.Node;
import dev.thorax.network.layer.Activation;
import dev.thorax.network.layer.ActivationLayer;
import dev.thorax.network.layer.Add;
import dev.thorax.network.layer.BatchNorm;
import dev.thorax.network.layer.Conv;
import dev.thorax.network.layer.Dense;
import dev.thorax.network.layer.DepthwiseConv;
import dev.thorax.network.layer.Layer;
import dev.thorax.network.layer.MaxPool;
import dev.thorax.network.layer.Scale;
import dev.thorax.network.layer.ZeroPad;

/** What can be done more cheaply than it is said in a network, with the same outcome. */
final class ExecutionPlan {
    private final Map<String, Node> nodes = new HashMap<>();
    private final Map<String, Integer> users = new HashMap<>();
    private final Map<String, Activation> late = new HashMap<>();
    private final Set<String> grey = new HashSet<>(Set.of(Node.INPUT));

    /** Of all nodes in order, the output layer included. */
    ExecutionPlan(List<Node> all) {
        all.forEach(node -> nodes.put(node.name(), node));
        all.forEach(node -> node.from().forEach(from -> users.merge(from, 1, Integer::sum)));
        for (Node node : all) {
            if (grey.containsAll(node.from()) && keepsChannelsEqual(node.layer())) {
                grey.add(node.name());
            }
            if (node.layer() instanceof MaxPool) {
                takeOver(node);
            }
        }
    }

    /** How many nodes take from {@code name}. */
    int users(String name) {
        return users.getOrDefault(name, 0);
    }

    /** Whether all channels of what leaves {@code name} are equal, so that one of them is enough. */
    boolean grey(String name) {
        return grey.contains(name);
    }

    /** The activation to apply behind node {@code name}: none where the pool behind it does so on fewer values. */
    Activation behind(String name) {
        return late.getOrDefault(name, own(nodes.get(name).layer()));
    }

    /** Whether {@code node}'s input may be overwritten: nothing else takes it, and its own gradient does not need it. */
    boolean mayOverwriteInput(Node node) {
        String from = node.from().get(0);
        Node before = nodes.get(from);
        return before != null
                && users(from) == 1
                && behind(from) == Activation.IDENTITY
                && (before.layer() instanceof BatchNorm
                        || before.layer() instanceof Conv
                        || before.layer() instanceof DepthwiseConv
                        || before.layer() instanceof Add);
    }

    /** Activations only rise, so the largest value stays the largest: max(f(x)) is f(max(x)), and its gradient the same. */
    private void takeOver(Node pool) {
        Node before = nodes.get(pool.from().get(0));
        if (before != null && users(before.name()) == 1) {
            late.put(pool.name(), own(before.layer()));
            late.put(before.name(), Activation.IDENTITY);
        }
    }

    private static boolean keepsChannelsEqual(Layer layer) {
        return layer instanceof Scale || layer instanceof ZeroPad;
    }

    private static Activation own(Layer layer) {
        if (layer instanceof Conv conv) {
            return conv.activation();
        }
        if (layer instanceof Dense dense) {
            return dense.activation();
        }
        return layer instanceof ActivationLayer activation ? activation.function() : Activation.IDENTITY;
    }
}

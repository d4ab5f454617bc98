package dev.thorax.engine.torch;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.thorax.network.architecture.Node;
import dev.thorax.network.layer.Activation;
import dev.thorax.network.layer.Add;
import dev.thorax.network.layer.BatchNorm;
import dev.thorax.network.layer.Conv;
import dev.thorax.network.layer.DepthwiseConv;
import dev.thorax.network.layer.Layer;
import dev.thorax.network.layer.MaxPool;
import dev.thorax.network.layer.Scale;
import dev.thorax.network.layer.ZeroPad;

/**
 * Knows where a network can be computed at less cost with the same result: on one of several equal channels, with an activation
 * behind a max pool, or in place.
 */
final class ExecutionPlan {
    private final Map<String, Node> nodes = new HashMap<>();
    private final Map<String, Integer> consumers = new HashMap<>();
    private final Map<String, Activation> movedActivations = new HashMap<>();
    private final Set<String> channelsEqual = new HashSet<>(Set.of(Node.INPUT));

    /**
     * Plans a network.
     *
     * @param all its nodes in order, with the output layer
     */
    ExecutionPlan(List<Node> all) {
        all.forEach(node -> nodes.put(node.name(), node));
        all.forEach(node -> node.from().forEach(from -> consumers.merge(from, 1, Integer::sum)));
        for (Node node : all) {
            if (channelsEqual.containsAll(node.from()) && keepsChannelsEqual(node.layer())) {
                channelsEqual.add(node.name());
            }
            if (node.layer() instanceof MaxPool) {
                moveActivationBehind(node);
            }
        }
    }

    /** Returns how many nodes take from node {@code name}. */
    int consumers(String name) {
        return consumers.getOrDefault(name, 0);
    }

    /** Returns whether all channels of a node's output are equal, so that one of them is computed only. */
    boolean channelsEqual(String name) {
        return channelsEqual.contains(name);
    }

    /** Returns whether {@code node} can take one channel in place of equal ones. */
    boolean takesOneChannel(Node node) {
        return node.layer() instanceof Conv || channelsEqual(node.name());
    }

    /** Returns the activation to apply to a node's output; identity if the max pool behind it applies it to fewer values. */
    Activation activation(String name) {
        return movedActivations.getOrDefault(name, nodes.get(name).layer().activation());
    }

    /** Returns whether {@code node} is the only consumer of an output that no gradient needs, so that it may overwrite it. */
    boolean mayOverwriteInput(Node node) {
        String from = node.from().get(0);
        Node producer = nodes.get(from);
        return producer != null
                && consumers(from) == 1
                && activation(from) == Activation.IDENTITY
                && (producer.layer() instanceof BatchNorm
                        || producer.layer() instanceof Conv
                        || producer.layer() instanceof DepthwiseConv
                        || producer.layer() instanceof Add);
    }

    /** Moves an activation behind a max pool: activations are monotonic, so max(f(x)) is f(max(x)), with the same gradient. */
    private void moveActivationBehind(Node pool) {
        Node producer = nodes.get(pool.from().get(0));
        if (producer != null && consumers(producer.name()) == 1) {
            movedActivations.put(pool.name(), producer.layer().activation());
            movedActivations.put(producer.name(), Activation.IDENTITY);
        }
    }

    private static boolean keepsChannelsEqual(Layer layer) {
        return layer instanceof Scale || layer instanceof ZeroPad;
    }
}

package dev.thorax.network.onnx;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.thorax.network.architecture.Node;
import dev.thorax.network.layer.Activation;
import dev.thorax.network.layer.BatchNorm;
import dev.thorax.network.layer.Conv;
import dev.thorax.network.layer.DepthwiseConv;
import dev.thorax.network.layer.Layer;
import dev.thorax.network.weights.Weights;

/**
 * A network as it is written: a batch norm that alone takes from a convolution without activation has become part of that
 * convolution, which then bears the batch norm's name.
 *
 * @param nodes in order, by name
 * @param weights by name
 */
record FoldedNetwork(Map<String, Node> nodes, Map<String, Weights.OfLayer> weights) {
    static FoldedNetwork of(List<Node> nodes, Weights weights) {
        FoldedNetwork folded = new FoldedNetwork(new LinkedHashMap<>(), weights.byName());
        Map<String, List<Node>> takers = takers(nodes);
        for (Node node : nodes) {
            Node before = folded.nodes.get(node.from().get(0));
            if (node.layer() instanceof BatchNorm norm
                    && before != null
                    && withBias(before.layer()) != null
                    && takers.get(before.name()).size() == 1) {
                folded.fold(before, node, norm);
            } else {
                folded.nodes.put(node.name(), node);
            }
        }
        return folded;
    }

    /** The nodes that take from each. */
    Map<String, List<Node>> takers() {
        return takers(List.copyOf(nodes.values()));
    }

    private void fold(Node convolution, Node node, BatchNorm norm) {
        nodes.remove(convolution.name());
        nodes.put(node.name(), new Node(node.name(), convolution.from(), withBias(convolution.layer())));
        ChannelScale scale = ChannelScale.of(norm, weights.get(node.name()));
        weights.put(node.name(), scale.after(weights.remove(convolution.name()), node.name()));
    }

    /** A convolution that something can be folded into, with a bias; null for all else. */
    private static Layer withBias(Layer layer) {
        if (layer instanceof Conv conv && conv.activation() == Activation.IDENTITY) {
            return new Conv(conv.filters(), conv.kernel(), conv.stride(), conv.padding(), true, Activation.IDENTITY);
        }
        if (layer instanceof DepthwiseConv conv) {
            return new DepthwiseConv(conv.kernel(), conv.stride(), conv.padding(), conv.multiplier(), true);
        }
        return null;
    }

    private static Map<String, List<Node>> takers(List<Node> nodes) {
        Map<String, List<Node>> takers = new LinkedHashMap<>();
        for (Node node : nodes) {
            node.from().forEach(name -> takers.computeIfAbsent(name, n -> new ArrayList<>())
                    .add(node));
        }
        return takers;
    }
}

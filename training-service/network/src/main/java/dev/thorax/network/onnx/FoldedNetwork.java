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
import dev.thorax.network.weights.LayerWeights;
import dev.thorax.network.weights.Weights;

/**
 * A network whose batch norms are folded into convolutions. A batch norm is folded if it is the only consumer of a
 * convolution without activation. The convolution gets the batch norm's name.
 *
 * @param nodes in order, by name
 * @param weights by name
 */
record FoldedNetwork(Map<String, Node> nodes, Map<String, LayerWeights> weights) {
    static FoldedNetwork fold(List<Node> nodes, Weights weights) {
        FoldedNetwork folded = new FoldedNetwork(new LinkedHashMap<>(), weights.byName());
        Map<String, List<Node>> consumers = consumers(nodes);
        for (Node node : nodes) {
            Node producer = folded.nodes.get(node.from().get(0));
            if (node.layer() instanceof BatchNorm norm
                    && producer != null
                    && withBias(producer.layer()) != null
                    && consumers.get(producer.name()).size() == 1) {
                folded.foldInto(producer, node, norm);
            } else {
                folded.nodes.put(node.name(), node);
            }
        }
        return folded;
    }

    /** Maps the name of each node to its consumers. */
    Map<String, List<Node>> consumers() {
        return consumers(List.copyOf(nodes.values()));
    }

    private void foldInto(Node convolution, Node node, BatchNorm norm) {
        nodes.remove(convolution.name());
        nodes.put(node.name(), new Node(node.name(), convolution.from(), withBias(convolution.layer())));
        ChannelScale scale = ChannelScale.fromBatchNorm(norm, weights.get(node.name()));
        weights.put(node.name(), scale.after(weights.remove(convolution.name()), node.name()));
    }

    /** Returns a convolution without activation with a bias; null for all other layers. */
    private static Layer withBias(Layer layer) {
        if (layer instanceof Conv conv && conv.activation() == Activation.IDENTITY) {
            return new Conv(conv.filters(), conv.kernel(), conv.stride(), conv.padding(), true, Activation.IDENTITY);
        }
        if (layer instanceof DepthwiseConv conv) {
            return new DepthwiseConv(conv.kernel(), conv.stride(), conv.padding(), conv.multiplier(), true);
        }
        return null;
    }

    private static Map<String, List<Node>> consumers(List<Node> nodes) {
        Map<String, List<Node>> consumers = new LinkedHashMap<>();
        for (Node node : nodes) {
            node.from().forEach(name -> consumers
                    .computeIfAbsent(name, n -> new ArrayList<>())
                    .add(node));
        }
        return consumers;
    }
}

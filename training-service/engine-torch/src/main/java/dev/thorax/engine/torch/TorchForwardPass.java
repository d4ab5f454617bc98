package dev.thorax.engine.torch;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.bytedeco.pytorch.Tensor;

import dev.thorax.network.architecture.Architecture;
import dev.thorax.network.architecture.Node;
import dev.thorax.network.layer.Shape;

/** Computes logits from images, node by node. */
final class TorchForwardPass {
    private final List<Node> nodes;
    private final Map<String, Shape> shapes;
    private final ExecutionPlan plan;
    private final TorchLayers layers;

    TorchForwardPass(Architecture architecture, int classes, TorchParameters parameters, TorchBatchNorm batchNorm) {
        this.nodes = architecture.nodesWithOutput(classes);
        this.shapes = architecture.shapesByName(classes);
        this.plan = new ExecutionPlan(nodes);
        this.layers = new TorchLayers(parameters, batchNorm, plan);
    }

    /**
     * Computes the logits of a batch. Each output is released after its last consumer, because otherwise all maps would stay
     * in memory until the end of the step.
     *
     * @param images float32[N, 1, H, W] in [0,1]
     * @param training whether dropout is active and batch norms use the batch's statistics
     * @return float32[N, classes]
     */
    Tensor logits(Tensor images, boolean training) {
        Map<String, Tensor> outputs = new HashMap<>(Map.of(Node.INPUT, images));
        Map<String, Integer> consumed = new HashMap<>();
        for (Node node : nodes) {
            outputs.put(node.name(), apply(node, outputs, training));
            for (String from : node.from()) {
                if (consumed.merge(from, 1, Integer::sum) == plan.consumers(from)) {
                    outputs.remove(from).close();
                }
            }
        }
        return outputs.get(Node.OUTPUT);
    }

    private Tensor apply(Node node, Map<String, Tensor> outputs, boolean training) {
        List<Tensor> inputs = node.from().stream()
                .map(from -> plan.takesOneChannel(node) ? outputs.get(from) : allChannels(from, outputs))
                .toList();
        return layers.apply(node, inputs, shapes.get(node.from().get(0)), training);
    }

    private Tensor allChannels(String name, Map<String, Tensor> outputs) {
        Tensor output = outputs.get(name);
        return plan.channelsEqual(name) ? output.expand(-1, shapes.get(name).channels(), -1, -1) : output;
    }
}

package dev.thorax.engine.torch;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

import dev.thorax.network.architecture.Architecture;
import dev.thorax.network.architecture.Node;
import dev.thorax.network.layer.Add;
import dev.thorax.network.layer.Concat;
import dev.thorax.network.layer.Conv;
import dev.thorax.network.layer.Shape;

/** The way from pictures to logits through all nodes. */
final class TorchForwardPass {
    private final List<Node> nodes;
    private final Map<String, Shape> shapes;
    private final ExecutionPlan plan;
    private final TorchLayers layers;

    TorchForwardPass(Architecture architecture, int classes, TorchParameters parameters, TorchBatchNorm normalisation) {
        this.nodes = architecture.nodesWithOutput(classes);
        this.shapes = architecture.shapesByName(classes);
        this.plan = new ExecutionPlan(nodes);
        this.layers = new TorchLayers(parameters, normalisation, plan);
    }

    /**
     * Goes through the network.
     *
     * @param pictures float32[N, 1, H, W] in [0,1]
     * @param training whether dropout is at work and statistics are the batch's
     * @return float32[N, classes]
     */
    Tensor logits(Tensor pictures, boolean training) {
        Map<String, Tensor> values = new HashMap<>(Map.of(Node.INPUT, pictures));
        Map<String, Integer> taken = new HashMap<>();
        for (Node node : nodes) {
            values.put(node.name(), apply(node, values, training));
            for (String from : node.from()) {
                // Else all maps would stay until the end of the step.
                if (taken.merge(from, 1, Integer::sum) == plan.users(from)) {
                    values.remove(from).close();
                }
            }
        }
        return values.get(Node.OUTPUT);
    }

    private Tensor apply(Node node, Map<String, Tensor> values, boolean training) {
        if (node.layer() instanceof Add) {
            return node.from().stream()
                    .map(from -> allChannels(from, values))
                    .reduce(torch::add)
                    .orElseThrow();
        }
        if (node.layer() instanceof Concat) {
            Tensor[] parts =
                    node.from().stream().map(from -> allChannels(from, values)).toArray(Tensor[]::new);
            return torch.cat(new TensorVector(parts), 1);
        }
        String from = node.from().get(0);
        boolean oneWillDo = node.layer() instanceof Conv || plan.grey(node.name());
        Tensor in = oneWillDo ? values.get(from) : allChannels(from, values);
        return layers.apply(node, in, shapes.get(from), training);
    }

    private Tensor allChannels(String name, Map<String, Tensor> values) {
        Tensor value = values.get(name);
        return plan.grey(name) ? value.expand(-1, shapes.get(name).channels(), -1, -1) : value;
    }
}

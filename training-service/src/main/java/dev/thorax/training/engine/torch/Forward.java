package dev.thorax.training.engine.torch;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

import dev.thorax.training.architecture.Activation;
import dev.thorax.training.architecture.ActivationLayer;
import dev.thorax.training.architecture.Add;
import dev.thorax.training.architecture.Architecture;
import dev.thorax.training.architecture.AvgPool;
import dev.thorax.training.architecture.BatchNorm;
import dev.thorax.training.architecture.Concat;
import dev.thorax.training.architecture.DepthwiseConv;
import dev.thorax.training.architecture.GlobalPool;
import dev.thorax.training.architecture.Layer;
import dev.thorax.training.architecture.Node;
import dev.thorax.training.architecture.Role;
import dev.thorax.training.architecture.Scale;
import dev.thorax.training.architecture.Shape;
import dev.thorax.training.architecture.ZeroPad;

/** The way from pictures to logits through all nodes. */
final class Forward {
    private final List<Node> nodes;
    private final Map<String, Shape> shapes;
    private final Parameters parameters;
    private final Normalisation normalisation;
    private final Plan plan;

    Forward(Architecture architecture, int classes, Parameters parameters, Normalisation normalisation) {
        this.nodes = architecture.nodesWithOutput(classes);
        this.shapes = architecture.shapesByName(classes);
        this.parameters = parameters;
        this.normalisation = normalisation;
        this.plan = new Plan(nodes);
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
        Map<String, Integer> waiting = new HashMap<>();
        for (Node node : nodes) {
            values.put(node.name(), apply(node, values, training));
            for (String from : node.from()) {
                // Else all maps would stay until the end of the step.
                if (waiting.merge(from, 1, Integer::sum) == plan.users(from)) {
                    values.remove(from).close();
                }
            }
        }
        return values.get(Node.OUTPUT);
    }

    private Tensor apply(Node node, Map<String, Tensor> values, boolean training) {
        Layer layer = node.layer();
        if (layer instanceof Add) {
            return node.from().stream()
                    .map(from -> input(from, values))
                    .reduce(torch::add)
                    .orElseThrow();
        }
        if (layer instanceof Concat) {
            return torch.cat(
                    new TensorVector(node.from().stream()
                            .map(from -> input(from, values))
                            .toArray(Tensor[]::new)),
                    1);
        }
        String from = node.from().get(0);
        if (layer instanceof Layer.Conv conv) {
            return activated(node, conv(node.name(), conv, values.get(from), from));
        }
        if (plan.grey(node.name())) {
            return single(node, values.get(from), training);
        }
        return single(node, input(from, values), training);
    }

    private Tensor conv(String name, Layer.Conv conv, Tensor in, String from) {
        Tensor kernel = parameters.get(name, Role.KERNEL);
        // Equal channels: the sum of the products is the product with the sum.
        Tensor own = plan.grey(from)
                ? kernel.sum(new long[] {1}, true, new org.bytedeco.pytorch.ScalarTypeOptional())
                : kernel;
        return Operations.conv(in, own, parameters.get(name, Role.BIAS), conv.window(), shapes.get(from), 1);
    }

    private Tensor single(Node node, Tensor in, boolean training) {
        Layer layer = node.layer();
        Shape shape = shapes.get(node.from().get(0));
        if (layer instanceof DepthwiseConv conv) {
            Tensor kernel = parameters.get(node.name(), Role.KERNEL);
            Tensor bias = parameters.get(node.name(), Role.BIAS);
            return Operations.conv(in, kernel, bias, conv.window(), shape, shape.channels());
        }
        if (layer instanceof BatchNorm norm) {
            return normalisation.apply(node.name(), norm, in, training);
        }
        if (layer instanceof ActivationLayer) {
            return activation(node, in);
        }
        if (layer instanceof Layer.MaxPool pool) {
            return activated(node, Operations.maxPool(in, pool.window(), shape));
        }
        if (layer instanceof AvgPool pool) {
            return Operations.avgPool(in, pool.window(), shape);
        }
        if (layer instanceof GlobalPool pool) {
            return Operations.globalPool(in, pool.pooling());
        }
        if (layer instanceof Scale scale) {
            return Operations.scale(in, scale.factor(), scale.offset());
        }
        if (layer instanceof ZeroPad pad) {
            return Operations.pad(in, pad.border(), 0);
        }
        if (layer instanceof Layer.Flatten) {
            return in.reshape(in.size(0), shape.size());
        }
        if (layer instanceof Layer.Dropout dropout) {
            return torch.dropout(in, dropout.rate(), training);
        }
        return activated(
                node,
                torch.addmm(parameters.get(node.name(), Role.BIAS), in, parameters.get(node.name(), Role.KERNEL)));
    }

    private Tensor activation(Node node, Tensor in) {
        Activation function = plan.behind(node.name());
        if (plan.mayOverwriteInput(node)) {
            Operations.activate(in, function);
            return new Tensor(in);
        }
        return function == Activation.IDENTITY ? new Tensor(in) : Operations.activated(in, function);
    }

    private Tensor activated(Node node, Tensor own) {
        Operations.activate(own, plan.behind(node.name()));
        return own;
    }

    private Tensor input(String name, Map<String, Tensor> values) {
        Tensor value = values.get(name);
        return plan.grey(name) ? value.expand(-1, shapes.get(name).channels(), -1, -1) : value;
    }
}

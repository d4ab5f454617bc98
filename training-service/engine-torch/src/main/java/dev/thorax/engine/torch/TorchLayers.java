package dev.thorax.engine.torch;

import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

import dev.thorax.network.architecture.Node;
import dev.thorax.network.layer.Activation;
import dev.thorax.network.layer.ActivationLayer;
import dev.thorax.network.layer.AvgPool;
import dev.thorax.network.layer.BatchNorm;
import dev.thorax.network.layer.Conv;
import dev.thorax.network.layer.Dense;
import dev.thorax.network.layer.DepthwiseConv;
import dev.thorax.network.layer.Dropout;
import dev.thorax.network.layer.Flatten;
import dev.thorax.network.layer.GlobalPool;
import dev.thorax.network.layer.Layer;
import dev.thorax.network.layer.MaxPool;
import dev.thorax.network.layer.Scale;
import dev.thorax.network.layer.Shape;
import dev.thorax.network.layer.WeightRole;
import dev.thorax.network.layer.ZeroPad;

/** The layers with one input. */
final class TorchLayers {
    private final TorchParameters parameters;
    private final TorchBatchNorm normalisation;
    private final ExecutionPlan plan;

    TorchLayers(TorchParameters parameters, TorchBatchNorm normalisation, ExecutionPlan plan) {
        this.parameters = parameters;
        this.normalisation = normalisation;
        this.plan = plan;
    }

    /**
     * What leaves {@code node} where {@code in} enters it.
     *
     * @param shape of {@code in}; where the plan says so, {@code in} has one channel in place of equal ones
     */
    Tensor apply(Node node, Tensor in, Shape shape, boolean training) {
        if (node.layer() instanceof ActivationLayer) {
            return activation(node, in);
        }
        Tensor out = computed(node, in, shape, training);
        TorchOps.activate(out, plan.behind(node.name()));
        return out;
    }

    private Tensor computed(Node node, Tensor in, Shape shape, boolean training) {
        Layer layer = node.layer();
        Tensor bias = parameters.get(node.name(), WeightRole.BIAS);
        if (layer instanceof Conv conv) {
            return TorchOps.conv(in, kernel(node), bias, conv.window(), shape, 1);
        }
        if (layer instanceof DepthwiseConv conv) {
            return TorchOps.conv(in, kernel(node), bias, conv.window(), shape, shape.channels());
        }
        if (layer instanceof BatchNorm norm) {
            return normalisation.apply(node.name(), norm, in, training);
        }
        if (layer instanceof Dense) {
            return torch.addmm(bias, in, kernel(node));
        }
        if (layer instanceof Dropout dropout) {
            return torch.dropout(in, dropout.rate(), training);
        }
        return withoutWeights(layer, in, shape);
    }

    private static Tensor withoutWeights(Layer layer, Tensor in, Shape shape) {
        if (layer instanceof MaxPool pool) {
            return TorchOps.maxPool(in, pool.window(), shape);
        }
        if (layer instanceof AvgPool pool) {
            return TorchOps.avgPool(in, pool.window(), shape);
        }
        if (layer instanceof GlobalPool pool) {
            return TorchOps.globalPool(in, pool.pooling());
        }
        if (layer instanceof Scale scale) {
            return TorchOps.scale(in, scale.factor(), scale.offset());
        }
        if (layer instanceof ZeroPad pad) {
            return TorchOps.pad(in, pad.border(), 0);
        }
        if (layer instanceof Flatten) {
            return in.reshape(in.size(0), shape.size());
        }
        throw new IllegalArgumentException("The engine torch does not know a " + layer + ".");
    }

    private Tensor kernel(Node node) {
        Tensor kernel = parameters.get(node.name(), WeightRole.KERNEL);
        // Equal channels: the sum of the products is the product with the sum.
        return node.layer() instanceof Conv && plan.grey(node.from().get(0))
                ? kernel.sum(new long[] {1}, true, new ScalarTypeOptional())
                : kernel;
    }

    private Tensor activation(Node node, Tensor in) {
        Activation function = plan.behind(node.name());
        if (plan.mayOverwriteInput(node)) {
            TorchOps.activate(in, function);
            return new Tensor(in);
        }
        return function == Activation.IDENTITY ? new Tensor(in) : TorchOps.activated(in, function);
    }
}

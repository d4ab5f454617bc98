package dev.thorax.training.engine.torch;

import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

import dev.thorax.training.architecture.Activation;
import dev.thorax.training.architecture.ActivationLayer;
import dev.thorax.training.architecture.AvgPool;
import dev.thorax.training.architecture.BatchNorm;
import dev.thorax.training.architecture.DepthwiseConv;
import dev.thorax.training.architecture.GlobalPool;
import dev.thorax.training.architecture.Layer;
import dev.thorax.training.architecture.Node;
import dev.thorax.training.architecture.Role;
import dev.thorax.training.architecture.Scale;
import dev.thorax.training.architecture.Shape;
import dev.thorax.training.architecture.ZeroPad;

/** The layers with one input. */
final class Layers {
    private final Parameters parameters;
    private final Normalisation normalisation;
    private final Plan plan;

    Layers(Parameters parameters, Normalisation normalisation, Plan plan) {
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
        Operations.activate(out, plan.behind(node.name()));
        return out;
    }

    private Tensor computed(Node node, Tensor in, Shape shape, boolean training) {
        Layer layer = node.layer();
        Tensor bias = parameters.get(node.name(), Role.BIAS);
        if (layer instanceof Layer.Conv conv) {
            return Operations.conv(in, kernel(node), bias, conv.window(), shape, 1);
        }
        if (layer instanceof DepthwiseConv conv) {
            return Operations.conv(in, kernel(node), bias, conv.window(), shape, shape.channels());
        }
        if (layer instanceof BatchNorm norm) {
            return normalisation.apply(node.name(), norm, in, training);
        }
        if (layer instanceof Layer.Dense) {
            return torch.addmm(bias, in, kernel(node));
        }
        if (layer instanceof Layer.Dropout dropout) {
            return torch.dropout(in, dropout.rate(), training);
        }
        return withoutWeights(layer, in, shape);
    }

    private static Tensor withoutWeights(Layer layer, Tensor in, Shape shape) {
        if (layer instanceof Layer.MaxPool pool) {
            return Operations.maxPool(in, pool.window(), shape);
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
        throw new IllegalArgumentException("The engine torch does not know a " + layer + ".");
    }

    private Tensor kernel(Node node) {
        Tensor kernel = parameters.get(node.name(), Role.KERNEL);
        // Equal channels: the sum of the products is the product with the sum.
        return node.layer() instanceof Layer.Conv && plan.grey(node.from().get(0))
                ? kernel.sum(new long[] {1}, true, new ScalarTypeOptional())
                : kernel;
    }

    private Tensor activation(Node node, Tensor in) {
        Activation function = plan.behind(node.name());
        if (plan.mayOverwriteInput(node)) {
            Operations.activate(in, function);
            return new Tensor(in);
        }
        return function == Activation.IDENTITY ? new Tensor(in) : Operations.activated(in, function);
    }
}

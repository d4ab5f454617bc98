package dev.thorax.engine.torch;

import java.util.List;

import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

import dev.thorax.network.architecture.Node;
import dev.thorax.network.layer.Activation;
import dev.thorax.network.layer.ActivationLayer;
import dev.thorax.network.layer.Add;
import dev.thorax.network.layer.AvgPool;
import dev.thorax.network.layer.BatchNorm;
import dev.thorax.network.layer.Concat;
import dev.thorax.network.layer.Conv;
import dev.thorax.network.layer.Dense;
import dev.thorax.network.layer.DepthwiseConv;
import dev.thorax.network.layer.Dropout;
import dev.thorax.network.layer.Flatten;
import dev.thorax.network.layer.GlobalPool;
import dev.thorax.network.layer.LayerVisitor;
import dev.thorax.network.layer.MaxPool;
import dev.thorax.network.layer.Scale;
import dev.thorax.network.layer.Shape;
import dev.thorax.network.layer.Upsample;
import dev.thorax.network.layer.WeightRole;
import dev.thorax.network.layer.ZeroPad;

/** Computes single layers with LibTorch. */
final class TorchLayers {
    private final TorchParameters parameters;
    private final TorchBatchNorm batchNorm;
    private final ExecutionPlan plan;

    TorchLayers(TorchParameters parameters, TorchBatchNorm batchNorm, ExecutionPlan plan) {
        this.parameters = parameters;
        this.batchNorm = batchNorm;
        this.plan = plan;
    }

    /**
     * Computes the output of a node.
     *
     * @param inputs outputs of the nodes that it takes from, in order; one channel in place of equal ones if
     *     {@link ExecutionPlan#takesOneChannel} allows it
     * @param in shape of the first input, with all channels
     */
    Tensor apply(Node node, List<Tensor> inputs, Shape in, boolean training) {
        return node.layer().accept(new Computation(node, inputs, in, training));
    }

    /** Computes one node. */
    private final class Computation implements LayerVisitor<Tensor> {
        private final Node node;
        private final List<Tensor> inputs;
        private final Tensor input;
        private final Shape in;
        private final boolean training;

        Computation(Node node, List<Tensor> inputs, Shape in, boolean training) {
            this.node = node;
            this.inputs = inputs;
            this.input = inputs.get(0);
            this.in = in;
            this.training = training;
        }

        @Override
        public Tensor visit(Conv conv) {
            Tensor kernel = parameter(WeightRole.KERNEL);
            if (plan.channelsEqual(node.from().get(0))) {
                // With equal channels the sum of the products is the product with the sum.
                kernel = kernel.sum(new long[] {1}, true, new ScalarTypeOptional());
            }
            return activated(TorchOps.conv(input, kernel, parameter(WeightRole.BIAS), conv.window(), in, 1));
        }

        @Override
        public Tensor visit(DepthwiseConv conv) {
            Tensor kernel = parameter(WeightRole.KERNEL);
            return TorchOps.conv(input, kernel, parameter(WeightRole.BIAS), conv.window(), in, in.channels());
        }

        @Override
        public Tensor visit(BatchNorm norm) {
            return batchNorm.apply(node.name(), norm, input, training);
        }

        @Override
        public Tensor visit(ActivationLayer layer) {
            Activation activation = plan.activation(node.name());
            if (plan.mayOverwriteInput(node)) {
                TorchOps.activate(input, activation);
                return new Tensor(input);
            }
            return activation == Activation.IDENTITY ? new Tensor(input) : TorchOps.activated(input, activation);
        }

        @Override
        public Tensor visit(ZeroPad pad) {
            return TorchOps.pad(input, pad.border(), 0);
        }

        @Override
        public Tensor visit(MaxPool pool) {
            return activated(TorchOps.maxPool(input, pool.window(), in));
        }

        @Override
        public Tensor visit(AvgPool pool) {
            return TorchOps.avgPool(input, pool.window(), in);
        }

        @Override
        public Tensor visit(GlobalPool pool) {
            return TorchOps.globalPool(input, pool.pooling());
        }

        @Override
        public Tensor visit(Upsample upsample) {
            return TorchOps.upsample(input, upsample.factor(), in);
        }

        @Override
        public Tensor visit(Add add) {
            return inputs.stream().reduce(torch::add).orElseThrow();
        }

        @Override
        public Tensor visit(Concat concat) {
            return torch.cat(new TensorVector(inputs.toArray(Tensor[]::new)), 1);
        }

        @Override
        public Tensor visit(Scale scale) {
            return TorchOps.scale(input, scale.factor(), scale.offset());
        }

        @Override
        public Tensor visit(Flatten flatten) {
            return input.reshape(input.size(0), in.size());
        }

        @Override
        public Tensor visit(Dropout dropout) {
            return torch.dropout(input, dropout.rate(), training);
        }

        @Override
        public Tensor visit(Dense dense) {
            return activated(torch.addmm(parameter(WeightRole.BIAS), input, parameter(WeightRole.KERNEL)));
        }

        private Tensor activated(Tensor out) {
            TorchOps.activate(out, plan.activation(node.name()));
            return out;
        }

        private Tensor parameter(WeightRole role) {
            return parameters.get(node.name(), role);
        }
    }
}

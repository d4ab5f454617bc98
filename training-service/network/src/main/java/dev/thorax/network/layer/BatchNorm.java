package dev.thorax.network.layer;

import java.util.ArrayList;
import java.util.List;

/**
 * Normalizes each channel: (x - mean) / sqrt(variance + epsilon) * gamma + beta (Ioffe and Szegedy 2015,
 * https://arxiv.org/abs/1502.03167). Mean and variance are those of the batch in training, and the moving ones otherwise.
 *
 * @param epsilon 1e-3 unless given, as in Keras
 * @param momentum share of the moving statistics that stays at a step, in [0,1); 0.99 unless given, as in Keras
 * @param scale whether there is a gamma; true unless given
 */
public record BatchNorm(Double epsilon, Double momentum, Boolean scale) implements SingleInputLayer {
    /** Keras's defaults. */
    public static final BatchNorm KERAS = new BatchNorm(null, null, null);

    public BatchNorm {
        epsilon = epsilon == null ? 1e-3 : epsilon;
        momentum = momentum == null ? 0.99 : momentum;
        scale = scale == null || scale;
        Layer.require(
                epsilon > 0 && momentum >= 0 && momentum < 1,
                "batchNorm needs an epsilon above 0 and a momentum in [0,1)");
    }

    @Override
    public Shape shape(Shape in) {
        return in;
    }

    @Override
    public List<TensorSpec> weights(Shape in) {
        List<TensorSpec> weights = new ArrayList<>();
        if (scale) {
            weights.add(new TensorSpec(WeightRole.GAMMA, in.channels()));
        }
        weights.add(new TensorSpec(WeightRole.BETA, in.channels()));
        weights.add(new TensorSpec(WeightRole.MEAN, in.channels()));
        weights.add(new TensorSpec(WeightRole.VARIANCE, in.channels()));
        return weights;
    }

    @Override
    public <R> R accept(LayerVisitor<R> visitor) {
        return visitor.visit(this);
    }
}

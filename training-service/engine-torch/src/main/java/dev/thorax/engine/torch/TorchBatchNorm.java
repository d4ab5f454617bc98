package dev.thorax.engine.torch;

import java.util.Set;

import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

import dev.thorax.network.layer.BatchNorm;
import dev.thorax.network.layer.WeightRole;

/** Computes batch norm as in Keras: the moving variance follows the batch's own variance, not the unbiased estimate. */
@SuppressWarnings("try") // A scope acts when it is closed. Its body does not name it.
final class TorchBatchNorm {
    private final TorchParameters parameters;
    private final Set<String> frozen;

    /**
     * Creates the batch norms of a network.
     *
     * @param frozen names of the nodes that use the moving statistics in training, too
     */
    TorchBatchNorm(TorchParameters parameters, Set<String> frozen) {
        this.parameters = parameters;
        this.frozen = frozen;
    }

    /**
     * Normalizes an input and updates the moving statistics in training.
     *
     * @param in float32[N, channels] or float32[N, channels, H, W]
     */
    Tensor apply(String name, BatchNorm norm, Tensor in, boolean training) {
        Tensor mean = parameters.get(name, WeightRole.MEAN);
        Tensor variance = parameters.get(name, WeightRole.VARIANCE);
        if (!training || frozen.contains(name)) {
            return norm(name, norm, in, mean, variance, false);
        }
        Tensor ofBatch = torch.zeros_like(mean);
        Tensor spread = torch.zeros_like(variance);
        Tensor normalised = norm(name, norm, in, ofBatch, spread, true);
        move(mean, ofBatch, norm, 1);
        long count = in.numel() / mean.numel();
        if (count == 1) {
            spread.zero_();
        }
        move(variance, spread, norm, (count - 1.0) / count);
        return normalised;
    }

    private void move(Tensor moving, Tensor ofBatch, BatchNorm norm, double factor) {
        try (NoGradGuard guard = new NoGradGuard()) {
            moving.mul_(new Scalar(norm.momentum()));
            moving.add_(ofBatch, new Scalar((1 - norm.momentum()) * factor));
        }
    }

    /**
     * Normalizes {@code in}. In training it replaces {@code mean} and {@code variance} by the batch's, the variance as n /
     * (n - 1) times that.
     */
    private Tensor norm(String name, BatchNorm norm, Tensor in, Tensor mean, Tensor variance, boolean training) {
        Tensor gamma = norm.scale() ? parameters.get(name, WeightRole.GAMMA) : torch.ones_like(mean);
        return torch.batch_norm(
                in,
                new TensorOptional(gamma),
                new TensorOptional(parameters.get(name, WeightRole.BETA)),
                new TensorOptional(mean),
                new TensorOptional(variance),
                training,
                1,
                norm.epsilon(),
                true);
    }
}

package dev.thorax.network.onnx;

import java.util.Map;

import dev.thorax.network.layer.BatchNorm;
import dev.thorax.network.layer.WeightRole;
import dev.thorax.network.weights.LayerWeights;

/**
 * A batch norm outside training: x * factor + offset for each channel.
 *
 * @param factor gamma / sqrt(variance + epsilon)
 * @param offset beta - mean * factor
 */
record ChannelScale(double[] factor, double[] offset) {
    static ChannelScale fromBatchNorm(BatchNorm norm, LayerWeights weights) {
        float[] beta = weights.get(WeightRole.BETA);
        float[] mean = weights.get(WeightRole.MEAN);
        float[] variance = weights.get(WeightRole.VARIANCE);
        double[] factor = new double[beta.length];
        double[] offset = new double[beta.length];
        for (int c = 0; c < beta.length; c++) {
            double gamma = norm.scale() ? weights.get(WeightRole.GAMMA)[c] : 1;
            factor[c] = gamma / Math.sqrt(variance[c] + norm.epsilon());
            offset[c] = beta[c] - mean[c] * factor[c];
        }
        return new ChannelScale(factor, offset);
    }

    /**
     * Returns the weights of a convolution whose outputs are scaled by this.
     *
     * @param name name of the node that gets the weights
     */
    LayerWeights after(LayerWeights convolution, String name) {
        float[] kernel = convolution.kernel().clone();
        float[] bias = new float[factor.length];
        int inputs = kernel.length / bias.length;
        for (int i = 0; i < kernel.length; i++) {
            kernel[i] *= factor[i / inputs];
        }
        for (int c = 0; c < bias.length; c++) {
            double unscaled = convolution.bias() == null ? 0 : convolution.bias()[c];
            bias[c] = (float) (unscaled * factor[c] + offset[c]);
        }
        return new LayerWeights(name, Map.of(WeightRole.KERNEL, kernel, WeightRole.BIAS, bias));
    }
}

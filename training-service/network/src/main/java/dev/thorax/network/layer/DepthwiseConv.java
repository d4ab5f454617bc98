package dev.thorax.network.layer;

import java.util.List;

/**
 * Convolves each channel by itself, without activation (Howard et al. 2017, https://arxiv.org/abs/1704.04861).
 *
 * @param kernel rows and columns
 * @param stride 1 unless given
 * @param padding VALID unless given
 * @param multiplier output channels for each input channel; 1 unless given
 * @param bias whether a learned value is added to each channel; true unless given
 */
public record DepthwiseConv(WindowSize kernel, Integer stride, Padding padding, Integer multiplier, Boolean bias)
        implements SingleInputLayer {
    public DepthwiseConv {
        Layer.require(kernel != null, "depthwiseConv needs a kernel");
        stride = stride == null ? 1 : stride;
        multiplier = multiplier == null ? 1 : multiplier;
        Layer.require(stride > 0 && multiplier > 0, "depthwiseConv needs a stride and a multiplier of 1 or more");
        padding = padding == null ? Padding.VALID : padding;
        bias = bias == null || bias;
    }

    /** Returns the window that slides over the maps. */
    public SlidingWindow window() {
        return new SlidingWindow(kernel, stride, padding);
    }

    @Override
    public Shape shape(Shape in) {
        return window().over(in, in.channels() * multiplier, "depthwiseConv");
    }

    @Override
    public List<TensorSpec> weights(Shape in) {
        int out = in.channels() * multiplier;
        TensorSpec weights = new TensorSpec(WeightRole.KERNEL, out, 1, kernel.height(), kernel.width());
        return bias ? List.of(weights, new TensorSpec(WeightRole.BIAS, out)) : List.of(weights);
    }

    @Override
    public <R> R accept(LayerVisitor<R> visitor) {
        return visitor.visit(this);
    }
}

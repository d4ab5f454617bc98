package dev.thorax.network.layer;

import java.util.List;

/**
 * Convolves maps with learned kernels.
 *
 * @param filters channels of the output
 * @param kernel rows and columns
 * @param stride 1 unless given
 * @param padding VALID unless given
 * @param bias whether a learned value is added to each channel; true unless given
 * @param activation applied to the sums
 */
public record Conv(int filters, WindowSize kernel, Integer stride, Padding padding, Boolean bias, Activation activation)
        implements SingleInputLayer {
    public Conv {
        Layer.require(filters > 0 && kernel != null && activation != null, "conv needs filters, kernel and activation");
        stride = stride == null ? 1 : stride;
        Layer.require(stride > 0, "conv needs a stride of 1 or more");
        padding = padding == null ? Padding.VALID : padding;
        bias = bias == null || bias;
    }

    /** Creates a convolution with a square kernel, a bias, stride 1 and no padding. */
    public Conv(int filters, int kernel, Activation activation) {
        this(filters, WindowSize.square(kernel), 1, Padding.VALID, true, activation);
    }

    /** Returns the window that slides over the maps. */
    public SlidingWindow window() {
        return new SlidingWindow(kernel, stride, padding);
    }

    @Override
    public Shape shape(Shape in) {
        return window().over(in, filters, "conv");
    }

    @Override
    public List<TensorSpec> weights(Shape in) {
        TensorSpec weights = new TensorSpec(WeightRole.KERNEL, filters, in.channels(), kernel.height(), kernel.width());
        return bias ? List.of(weights, new TensorSpec(WeightRole.BIAS, filters)) : List.of(weights);
    }

    @Override
    public <R> R accept(LayerVisitor<R> visitor) {
        return visitor.visit(this);
    }
}

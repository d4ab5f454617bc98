package dev.thorax.engine.torch;

import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

import dev.thorax.network.layer.Activation;
import dev.thorax.network.layer.PaddingAmounts;
import dev.thorax.network.layer.Pooling;
import dev.thorax.network.layer.Shape;
import dev.thorax.network.layer.SlidingWindow;

/** Calls single operations of LibTorch. Maps are float32[N, channels, height, width], channels last in memory. */
final class TorchOps {
    private static final long[] ONE = {1, 1};
    private static final long[] NONE = {0, 0};
    private static final long[] POSITIONS = {2, 3};

    private TorchOps() {}

    /**
     * Convolves maps.
     *
     * @param bias or null
     * @param shape of {@code in}
     */
    static Tensor conv(Tensor in, Tensor kernel, Tensor bias, SlidingWindow window, Shape shape, int groups) {
        PaddingAmounts border = window.border(shape);
        boolean even = even(border);
        Tensor padded = even ? in : pad(in, border, 0);
        TensorOptional added = bias == null ? new TensorOptional() : new TensorOptional(bias);
        return torch.conv2d(padded, kernel, added, stride(window), even ? sides(border) : NONE, ONE, groups);
    }

    static Tensor maxPool(Tensor in, SlidingWindow window, Shape shape) {
        PaddingAmounts border = window.border(shape);
        boolean even = even(border);
        Tensor padded = even ? in : pad(in, border, Double.NEGATIVE_INFINITY);
        return torch.max_pool2d(padded, size(window), stride(window), even ? sides(border) : NONE, ONE, false);
    }

    /** Takes the mean over windows; positions outside the input do not count. */
    static Tensor avgPool(Tensor in, SlidingWindow window, Shape shape) {
        PaddingAmounts border = window.border(shape);
        if (even(border)) {
            return mean(in, window, sides(border));
        }
        Tensor inside = pad(torch.ones_like(in), border, 0);
        return mean(pad(in, border, 0), window, NONE).div(mean(inside, window, NONE));
    }

    static Tensor globalPool(Tensor in, Pooling pooling) {
        return pooling == Pooling.MAX ? in.amax(POSITIONS, false) : in.mean(POSITIONS);
    }

    static Tensor upsample(Tensor in, int factor, Shape maps) {
        return torch.upsample_nearest2d(in, new long[] {(long) maps.height() * factor, (long) maps.width() * factor});
    }

    static Tensor pad(Tensor in, PaddingAmounts border, double value) {
        long[] sides = {border.left(), border.right(), border.top(), border.bottom()};
        return torch.constant_pad_nd(in, sides, new Scalar(value));
    }

    static Tensor scale(Tensor in, double factor, double offset) {
        Tensor scaled = in.mul(new Scalar(factor));
        scaled.add_(new Scalar(offset));
        return scaled;
    }

    /** Applies an activation in place. */
    static void activate(Tensor values, Activation activation) {
        switch (activation) {
            case IDENTITY -> {}
            case RELU -> values.relu_();
            case RELU6 -> torch.hardtanh_(values, new Scalar(0.0), new Scalar(6.0));
        }
    }

    /** Applies an activation to a copy. */
    static Tensor activated(Tensor values, Activation activation) {
        return switch (activation) {
            case IDENTITY -> values;
            case RELU -> torch.relu(values);
            case RELU6 -> torch.hardtanh(values, new Scalar(0.0), new Scalar(6.0));
        };
    }

    private static Tensor mean(Tensor in, SlidingWindow window, long[] padding) {
        return torch.avg_pool2d(in, size(window), stride(window), padding, false, false, new LongOptional());
    }

    private static boolean even(PaddingAmounts border) {
        return border.top() == border.bottom() && border.left() == border.right();
    }

    private static long[] sides(PaddingAmounts border) {
        return new long[] {border.top(), border.left()};
    }

    private static long[] size(SlidingWindow window) {
        return new long[] {window.size().height(), window.size().width()};
    }

    private static long[] stride(SlidingWindow window) {
        return new long[] {window.stride(), window.stride()};
    }
}

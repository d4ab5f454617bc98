package dev.thorax.network.layer;

/**
 * Takes the mean over square windows; positions outside the input do not count, as in TensorFlow.
 *
 * @param stride equal to the size unless given
 * @param padding VALID unless given
 */
public record AvgPool(int size, Integer stride, Padding padding) implements SingleInputLayer {
    public AvgPool {
        Layer.require(size > 1, "avgPool needs a size of 2 or more");
        stride = stride == null ? size : stride;
        Layer.require(stride > 0, "avgPool needs a stride of 1 or more");
        padding = padding == null ? Padding.VALID : padding;
    }

    /** Returns the window that slides over the maps. */
    public SlidingWindow window() {
        return new SlidingWindow(WindowSize.square(size), stride, padding);
    }

    @Override
    public Shape shape(Shape in) {
        return window().over(in, in.channels(), "avgPool");
    }

    @Override
    public <R> R accept(LayerVisitor<R> visitor) {
        return visitor.visit(this);
    }
}

package dev.thorax.network.layer;

/**
 * Takes the maximum over square windows.
 *
 * @param size rows and columns of a window
 * @param stride equal to the size unless given, so that windows do not overlap
 * @param padding VALID unless given
 */
public record MaxPool(int size, Integer stride, Padding padding) implements SingleInputLayer {
    public MaxPool {
        stride = stride == null ? size : stride;
        padding = padding == null ? Padding.VALID : padding;
        Layer.require(size > 0 && stride > 0 && size + stride > 2, "maxPool needs a size or a stride of 2 or more");
    }

    /** Creates a pool whose windows do not overlap; the remainder at the right or bottom is dropped. */
    public MaxPool(int size) {
        this(size, size, Padding.VALID);
    }

    /** Returns the window that slides over the maps. */
    public SlidingWindow window() {
        return new SlidingWindow(WindowSize.square(size), stride, padding);
    }

    @Override
    public Shape shape(Shape in) {
        return window().over(in, in.channels(), "maxPool");
    }

    @Override
    public <R> R accept(LayerVisitor<R> visitor) {
        return visitor.visit(this);
    }
}

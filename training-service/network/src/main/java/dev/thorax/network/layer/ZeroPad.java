package dev.thorax.network.layer;

/** Adds rows and columns of zeros around each map. */
public record ZeroPad(int top, int left, int bottom, int right) implements SingleInputLayer {
    public ZeroPad {
        Layer.require(
                top >= 0 && left >= 0 && bottom >= 0 && right >= 0 && top + left + bottom + right > 0,
                "zeroPad needs at least one side above 0 and none below");
    }

    /** Creates a layer that adds the same on each side. */
    public ZeroPad(int pixels) {
        this(pixels, pixels, pixels, pixels);
    }

    /** Returns the padding that it adds. */
    public PaddingAmounts border() {
        return new PaddingAmounts(top, left, bottom, right);
    }

    @Override
    public Shape shape(Shape in) {
        Layer.require(!in.flat(), "a zeroPad stands after flatten or a global pool");
        return new Shape(in.channels(), in.height() + top + bottom, in.width() + left + right);
    }

    @Override
    public <R> R accept(LayerVisitor<R> visitor) {
        return visitor.visit(this);
    }
}

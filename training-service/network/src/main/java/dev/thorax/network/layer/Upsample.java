package dev.thorax.network.layer;

/**
 * Repeats each value of the maps in a square of {@code factor} x {@code factor} positions.
 *
 * @param factor how many times as many rows and columns the output has, 2 or more
 */
public record Upsample(int factor) implements SingleInputLayer {
    public Upsample {
        Layer.require(factor > 1, "upsample needs a factor of 2 or more");
    }

    @Override
    public Shape shape(Shape in) {
        Layer.require(!in.flat(), "an upsample stands after flatten or a global pool");
        return new Shape(in.channels(), in.height() * factor, in.width() * factor);
    }

    @Override
    public <R> R accept(LayerVisitor<R> visitor) {
        return visitor.visit(this);
    }
}

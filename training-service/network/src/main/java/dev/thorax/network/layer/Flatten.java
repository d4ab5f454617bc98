package dev.thorax.network.layer;

/** Flattens maps into a vector, in the order channels, rows, columns. */
public record Flatten() implements SingleInputLayer {
    @Override
    public Shape shape(Shape in) {
        return Shape.vector(in.size());
    }

    @Override
    public <R> R accept(LayerVisitor<R> visitor) {
        return visitor.visit(this);
    }
}

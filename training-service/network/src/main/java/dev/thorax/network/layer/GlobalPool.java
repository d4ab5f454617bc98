package dev.thorax.network.layer;

/** Pools all positions of each channel into one value, so that maps become a vector. */
public record GlobalPool(Pooling pooling) implements SingleInputLayer {
    public GlobalPool {
        Layer.require(pooling != null, "globalPool needs a pooling");
    }

    @Override
    public Shape shape(Shape in) {
        Layer.require(!in.flat(), "a globalPool stands after flatten or another global pool");
        return Shape.vector(in.channels());
    }

    @Override
    public <R> R accept(LayerVisitor<R> visitor) {
        return visitor.visit(this);
    }
}

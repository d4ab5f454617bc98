package dev.thorax.network.layer;

/**
 * Sets random values to 0 in training, and scales the others so that the mean stays.
 *
 * @param rate share that is set to 0, in [0,1)
 */
public record Dropout(double rate) implements SingleInputLayer {
    public Dropout {
        Layer.require(rate >= 0 && rate < 1, "dropout needs a rate in [0,1)");
    }

    @Override
    public Shape shape(Shape in) {
        return in;
    }

    @Override
    public <R> R accept(LayerVisitor<R> visitor) {
        return visitor.visit(this);
    }
}

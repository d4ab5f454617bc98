package dev.thorax.network.layer;

/**
 * Computes x * factor + offset for each value. Images enter a network as [0,1]. Factor 2 and offset -1 map them to [-1,1],
 * which the published backbones expect (Keras Applications, {@code imagenet_utils.preprocess_input}, mode {@code tf}).
 */
public record Scale(double factor, double offset) implements SingleInputLayer {
    public Scale {
        Layer.require(
                Double.isFinite(factor) && Double.isFinite(offset) && factor != 0,
                "scale needs a factor other than 0, and an offset");
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

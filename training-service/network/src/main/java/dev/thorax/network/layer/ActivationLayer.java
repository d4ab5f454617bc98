package dev.thorax.network.layer;

/** Applies an activation to its input. */
public record ActivationLayer(Activation function) implements SingleInputLayer {
    public ActivationLayer {
        Layer.require(function != null, "activation needs a function");
    }

    @Override
    public Shape shape(Shape in) {
        return in;
    }

    @Override
    public Activation activation() {
        return function;
    }

    @Override
    public <R> R accept(LayerVisitor<R> visitor) {
        return visitor.visit(this);
    }
}

package dev.thorax.network.layer;

/** An activation by itself. */
public record ActivationLayer(Activation function) implements Layer.OfOne {
    public ActivationLayer {
        Layer.require(function != null, "activation needs a function");
    }

    @Override
    public Shape shape(Shape in) {
        return in;
    }
}

package dev.thorax.network.layer;

import java.util.List;

/**
 * Connects every input value with every unit.
 *
 * @param units values of the output
 * @param activation applied to the sums
 */
public record Dense(int units, Activation activation) implements SingleInputLayer {
    public Dense {
        Layer.require(units > 0 && activation != null, "dense needs units and activation");
    }

    @Override
    public Shape shape(Shape in) {
        Layer.require(in.flat(), "a dense layer needs flatten or a global pool before it");
        return Shape.vector(units);
    }

    @Override
    public List<TensorSpec> weights(Shape in) {
        return List.of(new TensorSpec(WeightRole.KERNEL, in.size(), units), new TensorSpec(WeightRole.BIAS, units));
    }

    @Override
    public <R> R accept(LayerVisitor<R> visitor) {
        return visitor.visit(this);
    }
}

package dev.thorax.network.layer;

import java.util.List;

/** Concatenates the channels of inputs whose maps have one size. */
public record Concat() implements Layer {
    @Override
    public Shape shape(List<Shape> in) {
        Layer.require(in.size() > 1, "a concat needs two inputs or more");
        Shape first = in.get(0);
        int channels = in.stream().mapToInt(Shape::channels).sum();
        boolean same = in.stream().allMatch(s -> s.equals(first.withChannels(s.channels())));
        Layer.require(same, "the inputs of a concat differ in height or width");
        return first.withChannels(channels);
    }

    @Override
    public <R> R accept(LayerVisitor<R> visitor) {
        return visitor.visit(this);
    }
}

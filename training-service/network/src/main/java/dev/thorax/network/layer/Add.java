package dev.thorax.network.layer;

import java.util.List;

/** Adds inputs of one shape (He et al. 2016, https://arxiv.org/abs/1603.05027). */
public record Add() implements Layer {
    @Override
    public Shape shape(List<Shape> in) {
        Layer.require(in.size() > 1, "an add needs two inputs or more");
        Layer.require(in.stream().distinct().count() == 1, "the inputs of an add differ in shape");
        return in.get(0);
    }

    @Override
    public <R> R accept(LayerVisitor<R> visitor) {
        return visitor.visit(this);
    }
}

package dev.thorax.network.layer;

import java.util.List;

/** A layer that takes exactly one input. */
public sealed interface SingleInputLayer extends Layer
        permits Conv,
                DepthwiseConv,
                BatchNorm,
                ActivationLayer,
                ZeroPad,
                MaxPool,
                AvgPool,
                GlobalPool,
                Upsample,
                Scale,
                Flatten,
                Dropout,
                Dense {
    /**
     * Returns the shape of the output.
     *
     * @throws IllegalArgumentException with a sentence, if the layer does not take such an input
     */
    Shape shape(Shape in);

    @Override
    default Shape shape(List<Shape> in) {
        Layer.require(in.size() == 1, "only add and concat may have more than one input");
        return shape(in.get(0));
    }
}

package dev.thorax.network.layer;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** A layer of a network. In a recipe: {@code - conv: {filters: 32, kernel: 3, activation: relu}}. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, include = JsonTypeInfo.As.WRAPPER_OBJECT)
@JsonSubTypes({
    @JsonSubTypes.Type(value = Conv.class, name = "conv"),
    @JsonSubTypes.Type(value = DepthwiseConv.class, name = "depthwiseConv"),
    @JsonSubTypes.Type(value = BatchNorm.class, name = "batchNorm"),
    @JsonSubTypes.Type(value = ActivationLayer.class, name = "activation"),
    @JsonSubTypes.Type(value = ZeroPad.class, name = "zeroPad"),
    @JsonSubTypes.Type(value = MaxPool.class, name = "maxPool"),
    @JsonSubTypes.Type(value = AvgPool.class, name = "avgPool"),
    @JsonSubTypes.Type(value = GlobalPool.class, name = "globalPool"),
    @JsonSubTypes.Type(value = Add.class, name = "add"),
    @JsonSubTypes.Type(value = Upsample.class, name = "upsample"),
    @JsonSubTypes.Type(value = Concat.class, name = "concat"),
    @JsonSubTypes.Type(value = Scale.class, name = "scale"),
    @JsonSubTypes.Type(value = Flatten.class, name = "flatten"),
    @JsonSubTypes.Type(value = Dropout.class, name = "dropout"),
    @JsonSubTypes.Type(value = Dense.class, name = "dense"),
})
public sealed interface Layer permits Add, Concat, SingleInputLayer {

    /**
     * Returns the shape of the output.
     *
     * @param in shapes of the inputs, in order
     * @throws IllegalArgumentException with a sentence, if the layer does not take such inputs
     */
    Shape shape(List<Shape> in);

    /**
     * Lists the weights of this layer in the order in which Keras lists them.
     *
     * @param in shape of the first input
     */
    default List<TensorSpec> weights(Shape in) {
        return List.of();
    }

    /** Returns the activation that this layer ends with; identity if it has none. */
    default Activation activation() {
        return Activation.IDENTITY;
    }

    /** Calls the visitor's method for this kind of layer. */
    <R> R accept(LayerVisitor<R> visitor);

    /**
     * Checks a rule of architectures.
     *
     * @param rule what an architecture must fulfil, as the end of a sentence
     * @throws IllegalArgumentException with that sentence, if it is not fulfilled
     */
    static void require(boolean fulfilled, String rule) {
        if (!fulfilled) {
            throw new IllegalArgumentException("The architecture cannot be built: " + rule + ".");
        }
    }
}

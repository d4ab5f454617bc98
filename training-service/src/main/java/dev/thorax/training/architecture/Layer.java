package dev.thorax.training.architecture;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** One layer of a network. In a recipe: {@code - conv: {filters: 32, kernel: 3, activation: relu}}. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, include = JsonTypeInfo.As.WRAPPER_OBJECT)
@JsonSubTypes({
    @JsonSubTypes.Type(value = Layer.Conv.class, name = "conv"),
    @JsonSubTypes.Type(value = Layer.MaxPool.class, name = "maxPool"),
    @JsonSubTypes.Type(value = Layer.Flatten.class, name = "flatten"),
    @JsonSubTypes.Type(value = Layer.Dropout.class, name = "dropout"),
    @JsonSubTypes.Type(value = Layer.Dense.class, name = "dense"),
})
public sealed interface Layer {

    /** The shape that comes out where {@code in} goes in; throws IllegalArgumentException with a sentence if it can't. */
    Shape shape(Shape in);

    /** Trainable values of this layer where {@code in} goes in. */
    default int parameters(Shape in) {
        return 0;
    }

    /** Square convolution without padding, stride 1. */
    record Conv(int filters, int kernel, Activation activation) implements Layer {
        public Conv {
            require(filters > 0 && kernel > 0 && activation != null, "conv needs filters, kernel and activation");
        }

        @Override
        public Shape shape(Shape in) {
            require(in.height() >= kernel && in.width() >= kernel, "a conv's kernel is larger than its input");
            return new Shape(filters, in.height() - kernel + 1, in.width() - kernel + 1);
        }

        @Override
        public int parameters(Shape in) {
            return filters * (in.channels() * kernel * kernel + 1);
        }
    }

    /** Maximum over squares that do not overlap; a rest at the right or bottom is dropped. */
    record MaxPool(int size) implements Layer {
        public MaxPool {
            require(size > 1, "maxPool needs a size of 2 or more");
        }

        @Override
        public Shape shape(Shape in) {
            require(in.height() >= size && in.width() >= size, "a maxPool is larger than its input");
            return new Shape(in.channels(), in.height() / size, in.width() / size);
        }
    }

    /** A vector in the order channels, rows, columns. */
    record Flatten() implements Layer {
        @Override
        public Shape shape(Shape in) {
            return new Shape(in.size(), 1, 1);
        }
    }

    /**
     * Sets values to 0 at random while training, and scales the others so that the mean stays.
     *
     * @param rate share that is set to 0, in [0,1)
     */
    record Dropout(double rate) implements Layer {
        public Dropout {
            require(rate >= 0 && rate < 1, "dropout needs a rate in [0,1)");
        }

        @Override
        public Shape shape(Shape in) {
            return in;
        }
    }

    /** Fully connected. */
    record Dense(int units, Activation activation) implements Layer {
        public Dense {
            require(units > 0 && activation != null, "dense needs units and activation");
        }

        @Override
        public Shape shape(Shape in) {
            require(in.height() == 1 && in.width() == 1, "a dense layer needs flatten before it");
            return new Shape(units, 1, 1);
        }

        @Override
        public int parameters(Shape in) {
            return (in.size() + 1) * units;
        }
    }

    private static void require(boolean fulfilled, String rule) {
        if (!fulfilled) {
            throw new IllegalArgumentException("The architecture cannot be built: " + rule + ".");
        }
    }
}

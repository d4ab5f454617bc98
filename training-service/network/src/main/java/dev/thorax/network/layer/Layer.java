package dev.thorax.network.layer;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** One layer of a network. In a recipe: {@code - conv: {filters: 32, kernel: 3, activation: relu}}. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, include = JsonTypeInfo.As.WRAPPER_OBJECT)
@JsonSubTypes({
    @JsonSubTypes.Type(value = Layer.Conv.class, name = "conv"),
    @JsonSubTypes.Type(value = DepthwiseConv.class, name = "depthwiseConv"),
    @JsonSubTypes.Type(value = BatchNorm.class, name = "batchNorm"),
    @JsonSubTypes.Type(value = ActivationLayer.class, name = "activation"),
    @JsonSubTypes.Type(value = ZeroPad.class, name = "zeroPad"),
    @JsonSubTypes.Type(value = Layer.MaxPool.class, name = "maxPool"),
    @JsonSubTypes.Type(value = AvgPool.class, name = "avgPool"),
    @JsonSubTypes.Type(value = GlobalPool.class, name = "globalPool"),
    @JsonSubTypes.Type(value = Add.class, name = "add"),
    @JsonSubTypes.Type(value = Concat.class, name = "concat"),
    @JsonSubTypes.Type(value = Scale.class, name = "scale"),
    @JsonSubTypes.Type(value = Layer.Flatten.class, name = "flatten"),
    @JsonSubTypes.Type(value = Layer.Dropout.class, name = "dropout"),
    @JsonSubTypes.Type(value = Layer.Dense.class, name = "dense"),
})
public sealed interface Layer permits Add, Concat, Layer.OfOne {

    /** The shape that comes out where {@code in} goes in; throws IllegalArgumentException with a sentence if it can't. */
    Shape shape(List<Shape> in);

    /** The weights of this layer where {@code in} goes in, in the order in which Keras lists them. */
    default List<TensorSpec> weights(Shape in) {
        return List.of();
    }

    /** A layer with one input. */
    sealed interface OfOne extends Layer
            permits Conv,
                    DepthwiseConv,
                    BatchNorm,
                    ActivationLayer,
                    ZeroPad,
                    MaxPool,
                    AvgPool,
                    GlobalPool,
                    Scale,
                    Flatten,
                    Dropout,
                    Dense {
        /** As {@link Layer#shape(List)}. */
        Shape shape(Shape in);

        @Override
        default Shape shape(List<Shape> in) {
            require(in.size() == 1, "only add and concat may have more than one input");
            return shape(in.get(0));
        }
    }

    /**
     * Convolution.
     *
     * @param stride 1 unless given
     * @param padding VALID unless given
     * @param bias whether something is added; yes unless given
     */
    record Conv(int filters, WindowSize kernel, Integer stride, Padding padding, Boolean bias, Activation activation)
            implements OfOne {
        public Conv {
            require(filters > 0 && kernel != null && activation != null, "conv needs filters, kernel and activation");
            stride = stride == null ? 1 : stride;
            require(stride > 0, "conv needs a stride of 1 or more");
            padding = padding == null ? Padding.VALID : padding;
            bias = bias == null || bias;
        }

        /** Square, without padding, stride 1. */
        public Conv(int filters, int kernel, Activation activation) {
            this(filters, WindowSize.square(kernel), 1, Padding.VALID, true, activation);
        }

        /** What slides over the maps. */
        public SlidingWindow window() {
            return new SlidingWindow(kernel, stride, padding);
        }

        @Override
        public Shape shape(Shape in) {
            return window().over(in, filters, "conv");
        }

        @Override
        public List<TensorSpec> weights(Shape in) {
            TensorSpec weights =
                    new TensorSpec(WeightRole.KERNEL, filters, in.channels(), kernel.height(), kernel.width());
            return bias ? List.of(weights, new TensorSpec(WeightRole.BIAS, filters)) : List.of(weights);
        }
    }

    /**
     * Maximum over squares.
     *
     * @param stride as large as a square unless given, so that they do not overlap
     * @param padding VALID unless given
     */
    record MaxPool(int size, Integer stride, Padding padding) implements OfOne {
        public MaxPool {
            stride = stride == null ? size : stride;
            padding = padding == null ? Padding.VALID : padding;
            require(size > 0 && stride > 0 && size + stride > 2, "maxPool needs a size or a stride of 2 or more");
        }

        /** Squares that do not overlap; a rest at the right or bottom is dropped. */
        public MaxPool(int size) {
            this(size, size, Padding.VALID);
        }

        /** What slides over the maps. */
        public SlidingWindow window() {
            return new SlidingWindow(WindowSize.square(size), stride, padding);
        }

        @Override
        public Shape shape(Shape in) {
            return window().over(in, in.channels(), "maxPool");
        }
    }

    /** A vector in the order channels, rows, columns. */
    record Flatten() implements OfOne {
        @Override
        public Shape shape(Shape in) {
            return Shape.vector(in.size());
        }
    }

    /**
     * Sets values to 0 at random while training, and scales the others so that the mean stays.
     *
     * @param rate share that is set to 0, in [0,1)
     */
    record Dropout(double rate) implements OfOne {
        public Dropout {
            require(rate >= 0 && rate < 1, "dropout needs a rate in [0,1)");
        }

        @Override
        public Shape shape(Shape in) {
            return in;
        }
    }

    /** Fully connected. */
    record Dense(int units, Activation activation) implements OfOne {
        public Dense {
            require(units > 0 && activation != null, "dense needs units and activation");
        }

        @Override
        public Shape shape(Shape in) {
            require(in.flat(), "a dense layer needs flatten or a global pool before it");
            return Shape.vector(units);
        }

        @Override
        public List<TensorSpec> weights(Shape in) {
            return List.of(new TensorSpec(WeightRole.KERNEL, in.size(), units), new TensorSpec(WeightRole.BIAS, units));
        }
    }

    /** Throws what makes an architecture impossible, as a sentence. */
    static void require(boolean fulfilled, String rule) {
        if (!fulfilled) {
            throw new IllegalArgumentException("The architecture cannot be built: " + rule + ".");
        }
    }
}

package dev.thorax.network.layer;

/**
 * Handles each kind of layer in a method of its own. A new kind of layer gets a method here, so that the compiler lists every
 * engine and writer that must learn it. Code that asks only whether a layer is of one certain kind uses {@code instanceof}.
 *
 * @param <R> what is made of a layer
 */
public interface LayerVisitor<R> {
    /** Handles a conv layer. */
    R visit(Conv layer);

    /** Handles a depthwiseConv layer. */
    R visit(DepthwiseConv layer);

    /** Handles a batchNorm layer. */
    R visit(BatchNorm layer);

    /** Handles an activation layer. */
    R visit(ActivationLayer layer);

    /** Handles a zeroPad layer. */
    R visit(ZeroPad layer);

    /** Handles a maxPool layer. */
    R visit(MaxPool layer);

    /** Handles an avgPool layer. */
    R visit(AvgPool layer);

    /** Handles a globalPool layer. */
    R visit(GlobalPool layer);

    /** Handles an upsample layer. */
    R visit(Upsample layer);

    /** Handles an add layer. */
    R visit(Add layer);

    /** Handles a concat layer. */
    R visit(Concat layer);

    /** Handles a scale layer. */
    R visit(Scale layer);

    /** Handles a flatten layer. */
    R visit(Flatten layer);

    /** Handles a dropout layer. */
    R visit(Dropout layer);

    /** Handles a dense layer. */
    R visit(Dense layer);
}

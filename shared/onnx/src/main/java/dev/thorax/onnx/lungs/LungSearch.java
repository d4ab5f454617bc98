package dev.thorax.onnx.lungs;

import dev.thorax.imaging.mask.SquareBox;

/** The result of a search for two lungs in one image. */
public sealed interface LungSearch {
    /**
     * Two lungs were found.
     *
     * @param box the square around both, with a margin, in pixels of the canonical image
     */
    record Found(SquareBox box) implements LungSearch {}

    /**
     * No pair of lungs was found.
     *
     * @param reason why what was marked is not taken for two lungs
     */
    record NotFound(Reason reason) implements LungSearch {}

    /** The reasons why marked regions are not two lungs. */
    enum Reason {
        /** No position is marked as lung. */
        NOTHING,
        /** There is one region only, also at the highest threshold. */
        ONE_REGION,
        /** The second region is too small to be a lung. */
        TOO_SMALL,
        /** The two regions together fill more of the image than two lungs do. */
        TOO_LARGE,
        /** One region is many times as large as the other. */
        UNEQUAL,
        /** A third region is nearly as large as the second. */
        THIRD_REGION,
        /** The two regions are not left and right of each other. */
        NOT_SIDE_BY_SIDE,
        /** The two regions are not at one height. */
        NOT_LEVEL
    }
}

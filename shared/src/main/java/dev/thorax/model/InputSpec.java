package dev.thorax.model;

/**
 * What a network takes: one grey image of exactly this size, uint8[height, width]; the canonical image is squeezed to it.
 *
 * @param height rows
 * @param width pixels a row
 * @param interpolation how the canonical image is resized to it
 */
public record InputSpec(int height, int width, Interpolation interpolation) {

    /** How pixels between pixels are made. */
    public enum Interpolation {
        /** Mean of the covered area: the right one for making smaller. */
        AREA,
        /** Bilinear, without anti-aliasing. */
        LINEAR,
        /** The nearest pixel, Keras's default. */
        NEAREST
    }
}

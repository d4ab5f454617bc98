package dev.thorax.contracts.model;

/**
 * Input of a network: one grey image of exactly this size, uint8[height, width], made of the canonical image.
 *
 * @param height rows
 * @param width pixels a row
 * @param interpolation how the canonical image is resized to it
 * @param fit which part of the canonical image it shows; the whole unless given
 * @param canonical version of the making of the canonical image; 1 unless given, since versions were not recorded at first
 */
public record InputSpec(int height, int width, Interpolation interpolation, Fit fit, int canonical) {
    public InputSpec {
        fit = fit == null ? Fit.SQUEEZE : fit;
        canonical = Math.max(1, canonical);
    }

    /** Of a canonical image of version 1. */
    public InputSpec(int height, int width, Interpolation interpolation, Fit fit) {
        this(height, width, interpolation, fit, 1);
    }

    /** Returns the same input, made of a canonical image of another version. */
    public InputSpec ofCanonical(int version) {
        return new InputSpec(height, width, interpolation, fit, version);
    }

    /** Of the whole canonical image. */
    public InputSpec(int height, int width, Interpolation interpolation) {
        this(height, width, interpolation, Fit.SQUEEZE);
    }

    /** The ways to fit an image of another aspect into the network's input. */
    public enum Fit {
        /** All of it, squeezed or stretched. */
        SQUEEZE,
        /** The largest part of the network's aspect about its middle: nothing is distorted, and what lies at two borders is not seen. */
        CENTRE,
        /** The square around both lungs, which the version's lung finder finds. Nothing is distorted. */
        LUNGS
    }

    /** The ways to interpolate between pixels. */
    public enum Interpolation {
        /** Mean of the covered area: the right one for making smaller. */
        AREA,
        /** Bilinear, without anti-aliasing. */
        LINEAR,
        /** The nearest pixel, Keras's default. */
        NEAREST
    }
}

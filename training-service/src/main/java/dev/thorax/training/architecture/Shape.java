package dev.thorax.training.architecture;

/**
 * What passes between two layers, for one image: float32[channels, height, width]. A flat vector of n is n x 1 x 1.
 */
public record Shape(int channels, int height, int width) {
    /** Values for one image. */
    public int size() {
        return channels * height * width;
    }
}

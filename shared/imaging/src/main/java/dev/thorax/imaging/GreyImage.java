package dev.thorax.imaging;

/**
 * Holds a grey picture in memory.
 *
 * @param width pixels a row, at least 1
 * @param height rows, at least 1
 * @param pixels uint8[height, width], row by row from the top left; 0 is black, 255 white
 */
public record GreyImage(int width, int height, byte[] pixels) {
    /** Checks that there are as many pixels as the size says. */
    public GreyImage {
        if (width < 1 || height < 1 || pixels.length != width * height) {
            throw new IllegalArgumentException(
                    "A grey image of " + width + " x " + height + " cannot have " + pixels.length + " pixels.");
        }
    }
}

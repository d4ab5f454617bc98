package dev.thorax.training.architecture;

/**
 * What enters the first layer: the grey picture, each value divided by 255, repeated in each channel.
 *
 * @param height rows
 * @param width pixels a row
 * @param channels 3 in the published networks, which expect colour pictures
 */
public record Input(int height, int width, int channels) {
    public Input {
        if (height < 1 || width < 1 || channels < 1) {
            throw new IllegalArgumentException("The input must have at least one pixel and one channel, but is "
                    + height + " x " + width + " x " + channels + ".");
        }
    }
}

package dev.thorax.network.architecture;

/**
 * What enters the first layer: the grey picture, each value divided by 255, repeated in each channel.
 *
 * @param height rows
 * @param width pixels a row
 * @param channels 3 in the published networks, which expect colour pictures
 * @param mirrored whether the network sees the mirror image of each picture, too, and goes on with the mean of their vectors; engines
 *     do not train such networks
 */
public record NetworkInput(int height, int width, int channels, boolean mirrored) {
    /** Of the picture as it is. */
    public NetworkInput(int height, int width, int channels) {
        this(height, width, channels, false);
    }

    public NetworkInput {
        if (height < 1 || width < 1 || channels < 1) {
            throw new IllegalArgumentException("The input must have at least one pixel and one channel, but is "
                    + height + " x " + width + " x " + channels + ".");
        }
    }
}

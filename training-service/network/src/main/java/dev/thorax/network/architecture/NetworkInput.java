package dev.thorax.network.architecture;

/**
 * The input of a network: the grey image, each value divided by 255, repeated in each channel.
 *
 * @param height rows
 * @param width columns
 * @param channels 3 in the published networks, which expect colour pictures
 * @param mirrored whether the network also computes the mirror image of each picture and goes on with the mean of both
 *     vectors; engines do not train such networks
 */
public record NetworkInput(int height, int width, int channels, boolean mirrored) {
    /** Creates an input without mirror images. */
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

package dev.thorax.network.layer;

/**
 * What passes between two layers, for one image: maps, float32[channels, height, width], or a vector, float32[channels].
 *
 * @param flat whether it is a vector; then height and width are 1
 */
public record Shape(int channels, int height, int width, boolean flat) {
    /** Maps. */
    public Shape(int channels, int height, int width) {
        this(channels, height, width, false);
    }

    /** A vector. */
    public static Shape vector(int values) {
        return new Shape(values, 1, 1, true);
    }

    /** The same with another count of channels. */
    public Shape withChannels(int count) {
        return new Shape(count, height, width, flat);
    }

    /** Values for one image. */
    public int size() {
        return channels * height * width;
    }
}

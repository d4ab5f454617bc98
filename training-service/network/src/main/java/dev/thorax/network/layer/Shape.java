package dev.thorax.network.layer;

/**
 * The shape of a layer's input or output for one image: maps, float32[channels, height, width], or a vector,
 * float32[channels].
 *
 * @param flat true for a vector; then height and width are 1
 */
public record Shape(int channels, int height, int width, boolean flat) {
    /** Creates the shape of maps. */
    public Shape(int channels, int height, int width) {
        this(channels, height, width, false);
    }

    /** Creates the shape of a vector. */
    public static Shape vector(int values) {
        return new Shape(values, 1, 1, true);
    }

    /** Returns this shape with another number of channels. */
    public Shape withChannels(int count) {
        return new Shape(count, height, width, flat);
    }

    /** Counts the values for one image. */
    public int size() {
        return channels * height * width;
    }
}

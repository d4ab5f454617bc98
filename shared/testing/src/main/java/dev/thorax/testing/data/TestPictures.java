package dev.thorax.testing.data;

import java.util.Random;

import dev.thorax.imaging.CanonicalImage;
import dev.thorax.imaging.GreyImage;

/** Makes small pictures that differ by seed. The same seed makes the same picture. */
public final class TestPictures {
    private static final int WIDTH = 300;
    private static final int HEIGHT = 260;

    private TestPictures() {}

    /** Returns noise of all grey levels. */
    public static GreyImage noise(int width, int height, long seed) {
        byte[] pixels = new byte[width * height];
        new Random(seed).nextBytes(pixels);
        return new GreyImage(width, height, pixels);
    }

    /**
     * Returns noise about a grey level, so that a network can tell dark pictures from bright ones.
     *
     * @param grey mean grey level, in [32,223]
     */
    public static GreyImage noise(int width, int height, long seed, int grey) {
        GreyImage noise = noise(width, height, seed);
        byte[] pixels = noise.pixels();
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) (grey + pixels[i] / 4);
        }
        return noise;
    }

    /**
     * Returns a dark picture of 300 x 260 pixels with two bright, upright ellipses side by side, which a network that takes bright for
     * lung finds.
     *
     * @param shift columns by which they lie right of the middle, in [-40,40]
     */
    public static GreyImage lungs(int shift) {
        byte[] pixels = new byte[WIDTH * HEIGHT];
        for (int i = 0; i < pixels.length; i++) {
            double across = (Math.abs(i % WIDTH - shift - WIDTH / 2.0) - 55) / 35;
            double down = (i / WIDTH - HEIGHT / 2.0) / 80;
            pixels[i] = (byte) (across * across + down * down < 1 ? 230 : 20);
        }
        return new GreyImage(WIDTH, HEIGHT, pixels);
    }

    /** Returns a PNG file of the mask of {@link #png}: white in the columns from {@code left} to {@code right}, else black. */
    public static byte[] mask(int left, int right) {
        byte[] pixels = new byte[WIDTH * HEIGHT];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) (i % WIDTH >= left && i % WIDTH < right ? 255 : 0);
        }
        return CanonicalImage.toPng(new GreyImage(WIDTH, HEIGHT, pixels));
    }

    /** Returns a PNG file of 300 x 260 pixels: a ramp with noise, as a device may send it. */
    public static byte[] png(long seed) {
        Random random = new Random(seed);
        byte[] pixels = new byte[WIDTH * HEIGHT];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) (i % WIDTH / 2 + random.nextInt(40));
        }
        return CanonicalImage.toPng(new GreyImage(WIDTH, HEIGHT, pixels));
    }
}

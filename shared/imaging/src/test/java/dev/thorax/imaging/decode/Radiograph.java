package dev.thorax.imaging.decode;

import dev.thorax.imaging.GreyImage;

/** Makes a smooth picture whose histogram is like that of a radiograph: much black, and a broad hill of grey. */
final class Radiograph {
    static final int WIDTH = 200;
    static final int HEIGHT = 160;

    private Radiograph() {}

    static GreyImage image() {
        byte[] pixels = new byte[WIDTH * HEIGHT];
        for (int i = 0; i < pixels.length; i++) {
            double x = (i % WIDTH - WIDTH / 2.0) / (WIDTH / 2.0);
            double y = (i / WIDTH - HEIGHT / 2.0) / (HEIGHT / 2.0);
            double body = Math.max(0, 1.05 - x * x - 0.5 * y * y);
            double lungs = 0.5 * Math.exp(-8 * (Math.abs(x) - 0.45) * (Math.abs(x) - 0.45) - 3 * y * y);
            double ribs = 0.06 * Math.sin(14 * y + 3 * x * x);
            pixels[i] = (byte) Math.round(246 * Math.min(1, Math.max(0, Math.sqrt(body) - lungs + ribs * body)));
        }
        return new GreyImage(WIDTH, HEIGHT, pixels);
    }

    /** Mean difference from the radiograph, the last {@code count} pixels left out. */
    static double differenceBelow(GreyImage seen, int count) {
        byte[] wanted = image().pixels();
        int pixels = wanted.length - count;
        long sum = 0;
        for (int i = 0; i < pixels; i++) {
            sum += Math.abs((wanted[i] & 0xff) - (seen.pixels()[i] & 0xff));
        }
        return (double) sum / pixels;
    }
}

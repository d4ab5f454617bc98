package dev.thorax.worker.report.plot;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;

/** A drawn plot, as a test looks at it. */
record PlotImage(BufferedImage image) {
    static PlotImage of(byte[] png) throws IOException {
        return new PlotImage(ImageIO.read(new ByteArrayInputStream(png)));
    }

    /** Returns the height in units of the fonts of a plot. */
    int height() {
        return image.getHeight() / PlotPng.SCALE;
    }

    /** Counts the pixels of exactly that colour. */
    long pixels(Color colour) {
        return IntStream.range(0, image.getWidth() * image.getHeight())
                .filter(i -> image.getRGB(i % image.getWidth(), i / image.getWidth()) == colour.getRGB())
                .count();
    }
}

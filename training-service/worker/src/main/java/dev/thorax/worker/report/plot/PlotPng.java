package dev.thorax.worker.report.plot;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;

import org.knowm.xchart.internal.chartpart.Chart;

/** Draws charts. */
final class PlotPng {
    /** Pixels a unit of the chart's fonts: sharp on today's screens and on paper. */
    static final int SCALE = 2;

    private PlotPng() {}

    static byte[] of(Chart<?, ?> chart, int height) {
        BufferedImage image = new BufferedImage(chart.getWidth() * SCALE, height * SCALE, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        try {
            graphics.setColor(Color.WHITE);
            graphics.fillRect(0, 0, image.getWidth(), image.getHeight());
            graphics.scale(SCALE, SCALE);
            chart.paint(graphics, chart.getWidth(), height);
        } finally {
            graphics.dispose();
        }
        return encode(image);
    }

    private static byte[] encode(BufferedImage image) {
        try {
            ByteArrayOutputStream png = new ByteArrayOutputStream();
            ImageIO.write(image, "png", png);
            return png.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

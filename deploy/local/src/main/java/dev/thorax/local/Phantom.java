package dev.thorax.local;

import java.awt.AlphaComposite;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RadialGradientPaint;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.Arc2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Point2D;
import java.awt.image.BufferedImage;
import java.awt.image.ConvolveOp;
import java.awt.image.Kernel;
import java.util.Arrays;
import java.util.Random;

/**
 * Draws a synthetic picture with the coarse look of a frontal chest radiograph. It is NOT a radiograph and has no medical meaning. The
 * classes differ as textbook pictures do: no patch, one dense patch in one lung, many faint patches at the rim of both.
 */
final class Phantom {
    private static final int SIZE = 384;
    private static final Color DARK = new Color(28, 28, 28);

    /** Lists the three classes by the names of the real ones. */
    enum Kind {
        COVID_19("COVID-19"),
        NORMAL("NORMAL"),
        PNEUMONIA("PNEUMONIA");

        private final String label;

        Kind(String label) {
            this.label = label;
        }

        String label() {
            return label;
        }
    }

    private final Random random;
    private final BufferedImage image = new BufferedImage(SIZE, SIZE, BufferedImage.TYPE_BYTE_GRAY);
    private final Graphics2D g = image.createGraphics();

    private Phantom(long seed) {
        this.random = new Random(seed);
        g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    }

    /** Draws an 8-bit grey picture of 384 x 384 pixels, the same for the same arguments. */
    static BufferedImage draw(Kind kind, long patient, int exposure) {
        Phantom phantom = new Phantom(31 * (31 * patient + exposure) + kind.ordinal());
        return phantom.draw(kind);
    }

    private BufferedImage draw(Kind kind) {
        g.setColor(new Color(grey(12, 6)));
        g.fillRect(0, 0, SIZE, SIZE);
        g.translate(SIZE / 2.0 + jitter(10), SIZE / 2.0 + jitter(10));
        g.rotate(jitter(0.05));
        double scale = 1 + jitter(0.07);
        g.scale(scale, scale);
        body();
        lung(-1);
        lung(1);
        heartAndSpine();
        ribs();
        findings(kind);
        g.dispose();
        return marked(noisy(blurred()));
    }

    private void body() {
        fill(new Ellipse2D.Double(-185, -175, 370, 420), new Color(grey(120, 12)), 1);
        fill(new Ellipse2D.Double(-60, -215, 120, 120), new Color(grey(125, 10)), 1);
    }

    private void lung(int side) {
        fill(lungShape(side), DARK, 0.85f);
    }

    private static Shape lungShape(int side) {
        return new Ellipse2D.Double(side < 0 ? -145 : 35, -135, 110, 250);
    }

    private void heartAndSpine() {
        fill(new Ellipse2D.Double(-30 + jitter(8), -5, 115 + jitter(15), 125), new Color(grey(165, 8)), 0.75f);
        fill(new java.awt.geom.Rectangle2D.Double(-16, -190, 32, 380), new Color(grey(190, 8)), 0.5f);
        for (int y = -180; y < 180; y += 26) {
            fill(new java.awt.geom.Rectangle2D.Double(-20, y, 40, 4), Color.WHITE, 0.25f);
        }
        fill(new Ellipse2D.Double(-190, 110 + jitter(10), 190, 140), new Color(grey(150, 8)), 0.9f);
        fill(new Ellipse2D.Double(0, 118 + jitter(10), 190, 140), new Color(grey(150, 8)), 0.9f);
    }

    private void ribs() {
        g.setStroke(new BasicStroke(7, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        g.setColor(Color.WHITE);
        g.setComposite(AlphaComposite.getInstance(AlphaComposite.SRC_OVER, 0.22f));
        for (int rib = 0; rib < 7; rib++) {
            double y = -150 + rib * 36 + jitter(3);
            g.draw(new Arc2D.Double(-165, y, 160, 70, 20, 150, Arc2D.OPEN));
            g.draw(new Arc2D.Double(5, y, 160, 70, 10, 150, Arc2D.OPEN));
        }
    }

    private void findings(Kind kind) {
        switch (kind) {
            case NORMAL -> {}
            case PNEUMONIA -> patch(random.nextBoolean() ? 1 : -1, 0, 40 + jitter(45), 52 + jitter(10), 0.8f);
            case COVID_19 -> {
                for (int i = 0; i < 7; i++) {
                    int side = i % 2 == 0 ? 1 : -1;
                    patch(side, 34, jitter(95), 24 + jitter(7), 0.5f);
                }
            }
        }
    }

    /** Draws a soft bright patch in a lung. {@code outwards} moves it from the middle of the lung to its rim. */
    private void patch(int side, double outwards, double y, double radius, float strength) {
        double x = side * (90 + outwards + jitter(8));
        g.setComposite(AlphaComposite.getInstance(AlphaComposite.SRC_OVER, strength));
        Shape everywhere = g.getClip();
        g.clip(lungShape(side));
        g.setPaint(new RadialGradientPaint(
                new Point2D.Double(x, y), (float) radius, new float[] {0, 0.6f, 1}, new Color[] {
                    new Color(230, 230, 230), new Color(215, 215, 215, 200), new Color(200, 200, 200, 0)
                }));
        g.fill(new Ellipse2D.Double(x - radius, y - radius, 2 * radius, 2 * radius));
        g.setClip(everywhere);
    }

    /** Writes the same word in the same place on every picture, so that none is taken for a radiograph. */
    private static BufferedImage marked(BufferedImage picture) {
        Graphics2D mark = picture.createGraphics();
        mark.setColor(Color.WHITE);
        mark.setFont(new Font(Font.SANS_SERIF, Font.BOLD, 14));
        mark.drawString("SYNTHETIC PHANTOM", 8, SIZE - 8);
        mark.dispose();
        return picture;
    }

    private void fill(Shape shape, Color color, float strength) {
        g.setComposite(AlphaComposite.getInstance(AlphaComposite.SRC_OVER, strength));
        g.setPaint(color);
        g.fill(shape);
    }

    private BufferedImage blurred() {
        float[] box = new float[49];
        Arrays.fill(box, 1f / box.length);
        return new ConvolveOp(new Kernel(7, 7, box), ConvolveOp.EDGE_NO_OP, null).filter(image, null);
    }

    private BufferedImage noisy(BufferedImage smooth) {
        double gain = 1 + jitter(0.12);
        var raster = smooth.getRaster();
        for (int y = 0; y < SIZE; y++) {
            for (int x = 0; x < SIZE; x++) {
                double value = raster.getSample(x, y, 0) * gain + random.nextGaussian() * 7;
                raster.setSample(x, y, 0, (int) Math.max(0, Math.min(255, value)));
            }
        }
        return smooth;
    }

    /** Draws a value uniformly from [-most, most]. */
    private double jitter(double most) {
        return (2 * random.nextDouble() - 1) * most;
    }

    private int grey(int middle, int most) {
        int value = (int) (middle + jitter(most));
        return value << 16 | value << 8 | value;
    }
}

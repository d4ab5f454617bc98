package dev.thorax.ingest;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Random;
import javax.imageio.ImageIO;

/** Small pictures that differ by seed, for tests of streams. */
public final class Phantom {
    private Phantom() {}

    /** Returns a PNG of 300 x 260 pixels. */
    public static byte[] png(long seed) {
        Random random = new Random(seed);
        BufferedImage picture = new BufferedImage(300, 260, BufferedImage.TYPE_BYTE_GRAY);
        for (int i = 0; i < 300 * 260; i++) {
            picture.getRaster().setSample(i % 300, i / 300, 0, (i % 300 / 2 + random.nextInt(40)) & 0xff);
        }
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        try {
            ImageIO.write(picture, "png", file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file.toByteArray();
    }
}

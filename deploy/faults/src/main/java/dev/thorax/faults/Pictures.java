package dev.thorax.faults;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;

import static java.nio.charset.StandardCharsets.US_ASCII;

/** Draws pictures once, and makes a file of its own for each scan by a comment in the file. */
final class Pictures {
    private static final int SIDE = 512;
    private static final int PICTURES = 16;
    private static final int PNG_HEADER = 33;
    private static final int JPEG_START = 2;

    private final List<byte[]> pngs;
    private final List<byte[]> jpegs;

    Pictures(long seed) {
        List<BufferedImage> drawn = IntStream.range(0, PICTURES)
                .mapToObj(number -> slope(SIDE, new Random(seed + number)))
                .toList();
        this.pngs = drawn.stream().map(picture -> file(picture, "png")).toList();
        this.jpegs = drawn.stream().map(picture -> file(picture, "jpeg")).toList();
    }

    /** Returns a PNG file of 512 x 512 pixels, 8 bits grey, that no other {@code comment} gives. */
    byte[] png(int number, String comment) {
        byte[] picture = pngs.get(number % PICTURES);
        byte[] text = ("tEXtComment\0" + comment).getBytes(US_ASCII);
        CRC32 sum = new CRC32();
        sum.update(text);
        return ByteBuffer.allocate(picture.length + text.length + 8)
                .put(picture, 0, PNG_HEADER)
                .putInt(text.length - 4)
                .put(text)
                .putInt((int) sum.getValue())
                .put(picture, PNG_HEADER, picture.length - PNG_HEADER)
                .array();
    }

    /** Returns the same as JPEG. */
    byte[] jpeg(int number, String comment) {
        byte[] picture = jpegs.get(number % PICTURES);
        byte[] text = comment.getBytes(US_ASCII);
        return ByteBuffer.allocate(picture.length + text.length + 4)
                .put(picture, 0, JPEG_START)
                .putShort((short) 0xFFFE)
                .putShort((short) (text.length + 2))
                .put(text)
                .put(picture, JPEG_START, picture.length - JPEG_START)
                .array();
    }

    /** Returns a PNG file that is a thumbnail. */
    static byte[] tiny() {
        return file(slope(16, new Random(1)), "png");
    }

    /** Returns a PNG file of one grey level. */
    static byte[] blank() {
        return file(new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_BYTE_GRAY), "png");
    }

    static byte[] half(byte[] file) {
        return Arrays.copyOf(file, file.length / 2);
    }

    /** Draws a slope with noise. */
    private static BufferedImage slope(int side, Random random) {
        BufferedImage picture = new BufferedImage(side, side, BufferedImage.TYPE_BYTE_GRAY);
        byte[] pixels = ((DataBufferByte) picture.getRaster().getDataBuffer()).getData();
        int height = 100 + random.nextInt(100);
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) (i / side * height / side + random.nextInt(16));
        }
        return picture;
    }

    private static byte[] file(BufferedImage picture, String format) {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        try {
            ImageIO.write(picture, format, file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file.toByteArray();
    }
}

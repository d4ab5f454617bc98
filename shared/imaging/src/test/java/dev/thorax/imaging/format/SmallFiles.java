package dev.thorax.imaging.format;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.stream.Stream;
import javax.imageio.ImageIO;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

import dev.thorax.contracts.topic.RejectionReason;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Makes one small file of each format, and checks why a file is refused. */
final class SmallFiles {
    static final int WIDTH = 7;
    static final int HEIGHT = 5;
    static final int SHORT = 3;
    static final int LONG = 4;
    private static final int FIELDS = 7;

    private SmallFiles() {}

    static byte[] encoded(String format, int type) {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        try {
            assertThat(ImageIO.write(new BufferedImage(WIDTH, HEIGHT, type), format, file))
                    .isTrue();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return file.toByteArray();
    }

    /** A WebP file of one chunk. */
    static byte[] webp(String chunk, int... data) {
        ByteBuffer file = ByteBuffer.allocate(20 + data.length).order(ByteOrder.LITTLE_ENDIAN);
        file.put("RIFF".getBytes(ISO_8859_1)).putInt(12 + data.length);
        file.put(("WEBP" + chunk).getBytes(ISO_8859_1)).putInt(data.length);
        for (int value : data) {
            file.put((byte) value);
        }
        return file.array();
    }

    /** A TIFF file of 8-bit grey whose pixels come last, with more or other tags. */
    static byte[] tiff(long[]... others) {
        long pixels = 8 + 2 + 12L * (FIELDS + others.length) + 4;
        long[][] fields = {
            {256, SHORT, 1, WIDTH},
            {257, SHORT, 1, HEIGHT},
            {258, SHORT, 1, 8},
            {262, SHORT, 1, 1},
            {273, LONG, 1, pixels},
            {277, SHORT, 1, 1},
            {279, LONG, 1, WIDTH * HEIGHT}
        };
        // The first entry of a tag counts.
        long[][] all =
                Stream.concat(Arrays.stream(others), Arrays.stream(fields)).toArray(long[][]::new);
        byte[] directory = directory(ByteOrder.LITTLE_ENDIAN, all);
        return Arrays.copyOf(directory, directory.length + WIDTH * HEIGHT);
    }

    /** A TIFF file without pixels; an entry is its tag, type, count, and value or place. */
    static byte[] directory(ByteOrder order, long[]... entries) {
        ByteBuffer file = ByteBuffer.allocate(14 + 12 * entries.length).order(order);
        file.put((order == ByteOrder.BIG_ENDIAN ? "MM" : "II").getBytes(ISO_8859_1));
        file.putShort((short) 42).putInt(8).putShort((short) entries.length);
        for (long[] entry : entries) {
            file.putShort((short) entry[0]).putShort((short) entry[1]).putInt((int) entry[2]);
            if (entry[1] == SHORT && entry[2] == 1) {
                file.putShort((short) entry[3]).putShort((short) 0);
            } else {
                file.putInt((int) entry[3]);
            }
        }
        return file.array();
    }

    static void assertRefused(RejectionReason reason, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(UnacceptableScanException.class, refusal -> assertThat(refusal.reason())
                        .isEqualTo(reason));
    }
}

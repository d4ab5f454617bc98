package dev.thorax.imaging;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.opencv_core.Mat;

import dev.thorax.contracts.storage.CanonicalVersions;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC1;

/**
 * Converts the canonical image from and to the form that lies in the object store: an 8-bit grey PNG that ingest wrote. A text chunk in it
 * names the versions of the making that give its pixels, so that nobody can take it for another.
 */
@SuppressWarnings("try") // A scope acts when it is closed. Its body does not name it.
public final class CanonicalImage {
    /** Version of the making. It rises whenever a file would give other pixels than before (docs/decisions/0021). */
    public static final int VERSION = 3;

    /** Longest side of a canonical image, in pixels. */
    public static final int LONG_SIDE = 512;

    private static final String KEYWORD = "Thorax canonical";
    private static final Pattern VERSIONS = Pattern.compile(KEYWORD + "\0(\\d{1,6}) (\\d{1,6})");
    /** Bytes of the signature and the chunk IHDR. */
    private static final int START = 33;

    private static final int MAX_TEXT = 40;

    private CanonicalImage() {}

    /**
     * Returns the image as an uncompressed 8-bit grey PNG of at most 257 KiB. Inflating a compressed one would cost inference more
     * than everything else beside the network (docs/decisions/0005).
     */
    public static byte[] toPng(GreyImage image) {
        try (PointerScope scope = OpenCvMats.scope()) {
            return OpenCvMats.png(OpenCvMats.matrix(image), 0);
        }
    }

    /** Returns the image as {@link #toPng(GreyImage)} does, with the versions of the making that give it. */
    public static byte[] toPng(GreyImage image, CanonicalVersions versions) {
        byte[] png = toPng(image);
        byte[] text =
                ("tEXt" + KEYWORD + "\0" + versions.from() + " " + versions.to()).getBytes(StandardCharsets.ISO_8859_1);
        CRC32 crc = new CRC32();
        crc.update(text);
        return ByteBuffer.allocate(png.length + text.length + 8)
                .put(png, 0, START)
                .putInt(text.length - 4)
                .put(text)
                .putInt((int) crc.getValue())
                .put(png, START, png.length - START)
                .array();
    }

    /** Returns the versions of the making that give the image; version 1 only if it does not name any. */
    public static CanonicalVersions versions(byte[] png) {
        int from = Math.min(png.length, START + 8);
        byte[] text = Arrays.copyOfRange(png, from, Math.min(png.length, from + MAX_TEXT));
        Matcher named = VERSIONS.matcher(new String(text, StandardCharsets.ISO_8859_1));
        if (!named.lookingAt()) {
            return CanonicalVersions.UNRECORDED;
        }
        return new CanonicalVersions(Integer.parseInt(named.group(1)), Integer.parseInt(named.group(2)));
    }

    /**
     * Reads what {@link #toPng} wrote, for networks that each take one version of the making.
     *
     * @throws CanonicalVersionException if the image is of other versions
     * @throws IllegalArgumentException if the bytes are not a whole 8-bit grey PNG of at most 512 x 512 pixels
     */
    public static GreyImage fromPng(byte[] png, int... versions) {
        CanonicalVersions made = versions(png);
        for (int version : versions) {
            if (!made.include(version)) {
                throw new CanonicalVersionException(made, version);
            }
        }
        return fromPng(png);
    }

    /**
     * Reads what {@link #toPng} wrote.
     *
     * @throws IllegalArgumentException if the bytes are not a whole 8-bit grey PNG of at most 512 x 512 pixels, or its versions are not in order
     */
    public static GreyImage fromPng(byte[] png) {
        try (PointerScope scope = OpenCvMats.scope()) {
            Mat pixels = OpenCvMats.decodedPng(png, (long) LONG_SIDE * LONG_SIDE);
            if (pixels.empty() || pixels.type() != CV_8UC1) {
                throw new IllegalArgumentException("The canonical image is not a whole 8-bit grey PNG of at most "
                        + LONG_SIDE + " x " + LONG_SIDE + " pixels.");
            }
            return OpenCvMats.image(pixels);
        }
    }
}

package dev.thorax.imaging.format;

import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Reads the EXIF orientation from chunks of a PNG file: from eXIf, and from the text chunks "Raw profile type exif" and "Raw profile type
 * APP1", in which ImageMagick and others keep the EXIF data of a JPEG file as hexadecimal digits.
 */
final class PngOrientation {
    private static final String EXIF = "Raw profile type exif";
    private static final String APP1 = "Raw profile type APP1";
    private static final byte[] JPEG_PREFIX = "Exif\0\0".getBytes(StandardCharsets.ISO_8859_1);
    /** Longest text that is read, in bytes. EXIF data without a thumbnail has a few hundred. */
    private static final int MAX_TEXT = 1 << 18;

    private PngOrientation() {}

    /** Returns the orientation in a chunk eXIf, 1 to 8, or 0 if it has none. */
    static int ofExif(ByteReader file, PngFile.Chunk chunk) throws UnacceptableScanException {
        return ofBytes(file.bytes(chunk.start(), chunk.length()));
    }

    /** Returns whether a text chunk holds EXIF data. */
    static boolean isProfile(ByteReader file, PngFile.Chunk chunk) {
        // Both keywords are of one length. Without the check they might stand in the checksum and the next chunk.
        return chunk.length() > EXIF.length()
                && (file.has(chunk.start(), EXIF + "\0") || file.has(chunk.start(), APP1 + "\0"));
    }

    /** Returns the orientation in a profile in a text chunk of {@code type}, 1 to 8, or 0 if it has none. */
    static int ofText(ByteReader file, String type, PngFile.Chunk chunk) throws UnacceptableScanException {
        byte[] data = file.bytes(chunk.start(), Math.min(chunk.length(), MAX_TEXT));
        byte[] text = text(type, data, EXIF.length() + 1);
        return text == null ? 0 : ofBytes(unhex(new String(text, StandardCharsets.ISO_8859_1)));
    }

    /** Returns the text behind the keyword, or null if it is broken. */
    private static byte[] text(String type, byte[] data, int from) {
        switch (type) {
            case "tEXt" -> {
                return Arrays.copyOfRange(data, from, data.length);
            }
            case "zTXt" -> {
                return inflated(data, from + 1);
            }
            default -> {
                int start = afterZero(data, afterZero(data, from + 2));
                boolean compressed = from < data.length && data[from] == 1;
                return compressed ? inflated(data, start) : Arrays.copyOfRange(data, start, data.length);
            }
        }
    }

    private static int afterZero(byte[] data, int from) {
        int at = Math.min(from, data.length);
        while (at < data.length && data[at] != 0) {
            at++;
        }
        return Math.min(at + 1, data.length);
    }

    private static byte[] inflated(byte[] data, int from) {
        if (from >= data.length) {
            return null;
        }
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(data, from, data.length - from);
            byte[] text = new byte[MAX_TEXT];
            return Arrays.copyOf(text, inflater.inflate(text));
        } catch (DataFormatException e) {
            return null;
        } finally {
            inflater.end();
        }
    }

    /** Returns the bytes of a raw profile: a blank line, its name, its length, and then the digits in lines. */
    private static byte[] unhex(String profile) {
        String[] parts = profile.strip().split("\\s+", 3);
        String digits = parts.length < 3 ? "" : parts[2].replaceAll("[^0-9a-fA-F]", "");
        return HexFormat.of().parseHex(digits, 0, digits.length() & ~1);
    }

    private static int ofBytes(byte[] exif) throws UnacceptableScanException {
        boolean prefixed = exif.length >= JPEG_PREFIX.length
                && Arrays.equals(exif, 0, JPEG_PREFIX.length, JPEG_PREFIX, 0, JPEG_PREFIX.length);
        ByteReader reader = new ByteReader(exif).from(prefixed ? JPEG_PREFIX.length : 0, ByteOrder.BIG_ENDIAN);
        return TiffDirectory.orientation(reader, 0);
    }
}

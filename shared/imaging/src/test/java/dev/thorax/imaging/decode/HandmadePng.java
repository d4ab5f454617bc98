package dev.thorax.imaging.decode;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;

/** Changes PNG files chunk by chunk, as tools and transports do. */
final class HandmadePng {
    private static final int FIRST_CHUNK = 8;
    private static final int FRAME = 12;

    private HandmadePng() {}

    /** A file of its header, other chunks and the rows (each with its filter byte). */
    static byte[] of(int width, int height, int depth, int colour, boolean interlaced, byte[] rows, byte[]... chunks) {
        ByteBuffer header = ByteBuffer.allocate(13).putInt(width).putInt(height);
        header.put((byte) depth).put((byte) colour).put((byte) 0).put((byte) 0).put((byte) (interlaced ? 1 : 0));
        byte[] signature = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
        return join(
                signature,
                chunk("IHDR", header.array()),
                join(chunks),
                chunk("IDAT", deflate(rows)),
                chunk("IEND", new byte[0]));
    }

    static byte[] chunk(String type, byte[] data) {
        byte[] body = join(ascii(type), data);
        CRC32 crc = new CRC32();
        crc.update(body);
        return join(number(data.length), body, number((int) crc.getValue()));
    }

    /** The file with one more chunk before the first of type {@code before}. */
    static byte[] with(byte[] png, String type, byte[] data, String before) {
        int at = find(png, before);
        return join(Arrays.copyOf(png, at), chunk(type, data), Arrays.copyOfRange(png, at, png.length));
    }

    /** The file without its first chunk of a type. */
    static byte[] without(byte[] png, String type) {
        int at = find(png, type);
        int end = at + FRAME + ByteBuffer.wrap(png).getInt(at);
        return join(Arrays.copyOf(png, at), Arrays.copyOfRange(png, end, png.length));
    }

    /** The file with a wrong checksum in its first chunk of a type. */
    static byte[] withWrongChecksum(byte[] png, String type) {
        byte[] broken = png.clone();
        int at = find(png, type);
        broken[at + FRAME - 1 + ByteBuffer.wrap(png).getInt(at)] ^= 1;
        return broken;
    }

    /** The file with its pixels in several chunks. */
    static byte[] inPieces(byte[] png, int size) {
        int at = find(png, "IDAT");
        byte[] data =
                Arrays.copyOfRange(png, at + 8, at + 8 + ByteBuffer.wrap(png).getInt(at));
        ByteArrayOutputStream pieces = new ByteArrayOutputStream();
        for (int i = 0; i < data.length; i += size) {
            pieces.writeBytes(chunk("IDAT", Arrays.copyOfRange(data, i, Math.min(data.length, i + size))));
        }
        int end = at + FRAME + data.length;
        return join(Arrays.copyOf(png, at), pieces.toByteArray(), Arrays.copyOfRange(png, end, png.length));
    }

    /** EXIF data as ImageMagick keeps it in a text chunk. */
    static byte[] profile(String kind, byte[] exif) {
        String digits = HexFormat.of().formatHex(exif).replaceAll("(.{72})", "$1\n");
        return ascii("Raw profile type " + kind + "\0\n" + kind + "\n" + exif.length + "\n" + digits + "\n");
    }

    /** A profile as zTXt holds it. */
    static byte[] compressed(byte[] profile) {
        int text = 0;
        while (profile[text] != 0) {
            text++;
        }
        byte[] keyword = Arrays.copyOf(profile, text + 2);
        return join(keyword, deflate(Arrays.copyOfRange(profile, text + 1, profile.length)));
    }

    static byte[] deflate(byte[] data) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        try (DeflaterOutputStream out = new DeflaterOutputStream(all)) {
            out.write(data);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return all.toByteArray();
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    static byte[] join(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    private static byte[] number(int value) {
        return ByteBuffer.allocate(4).putInt(value).array();
    }

    private static int find(byte[] png, String type) {
        int at = FIRST_CHUNK;
        while (!new String(png, at + 4, 4, StandardCharsets.ISO_8859_1).equals(type)) {
            at += ByteBuffer.wrap(png).getInt(at) + FRAME;
        }
        return at;
    }
}

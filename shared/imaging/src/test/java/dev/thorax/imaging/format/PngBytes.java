package dev.thorax.imaging.format;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.zip.CRC32;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

/** Makes PNG files chunk by chunk. Nothing inflates their pixels. */
final class PngBytes {
    static final byte[] END = chunk("IEND");

    private PngBytes() {}

    static byte[] file(byte[]... chunks) {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes("\u0089PNG\r\n\u001a\n".getBytes(ISO_8859_1));
        for (byte[] chunk : chunks) {
            file.writeBytes(chunk);
        }
        return file.toByteArray();
    }

    static byte[] header(int width, int height, int depth, int colour, int interlaced) {
        ByteBuffer data = ByteBuffer.allocate(13).putInt(width).putInt(height);
        data.put((byte) depth).put((byte) colour).putShort((short) 0).put((byte) interlaced);
        return chunk("IHDR", data.array());
    }

    static byte[] grey() {
        return header(SmallFiles.WIDTH, SmallFiles.HEIGHT, 8, 0, 0);
    }

    static byte[] chunk(String type, byte... data) {
        ByteBuffer chunk = ByteBuffer.allocate(12 + data.length).putInt(data.length);
        chunk.put(type.getBytes(ISO_8859_1)).put(data);
        CRC32 crc = new CRC32();
        crc.update(chunk.array(), 4, 4 + data.length);
        return chunk.putInt((int) crc.getValue()).array();
    }

    /** A chunk whose checksum is wrong. */
    static byte[] damaged(String type, byte... data) {
        byte[] chunk = chunk(type, data);
        chunk[chunk.length - 1] ^= 1;
        return chunk;
    }

    /** The beginning of a chunk that names a length and ends there. */
    static byte[] cut(String type, int length) {
        return ByteBuffer.allocate(8)
                .putInt(length)
                .put(type.getBytes(ISO_8859_1))
                .array();
    }

    static byte[] latin(String text) {
        return text.getBytes(ISO_8859_1);
    }
}

package dev.thorax.ingest.decode.child;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** Makes a small grey PNG, which a new decoder process decodes before it reports that it is ready. */
final class SamplePicture {
    private static final int SIDE = 64;
    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    /** Bits a sample (8), colour type (0 is grey), compression, filter, interlacing. */
    private static final byte[] GREY = {8, 0, 0, 0, 0};

    private SamplePicture() {}

    /** Returns a PNG file of 64 x 64 pixels whose grey levels rise from left to right. */
    static byte[] png() {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes(SIGNATURE);
        chunk(
                file,
                "IHDR",
                ByteBuffer.allocate(13).putInt(SIDE).putInt(SIDE).put(GREY).array());
        chunk(file, "IDAT", deflated(rows()));
        chunk(file, "IEND", new byte[0]);
        return file.toByteArray();
    }

    /** Returns the rows, each after the byte of its filter (0 is none). */
    private static byte[] rows() {
        ByteBuffer rows = ByteBuffer.allocate(SIDE * (SIDE + 1));
        for (int y = 0; y < SIDE; y++) {
            rows.put((byte) 0);
            for (int x = 0; x < SIDE; x++) {
                rows.put((byte) (x * 255 / (SIDE - 1)));
            }
        }
        return rows.array();
    }

    private static byte[] deflated(byte[] rows) {
        Deflater deflater = new Deflater();
        try {
            deflater.setInput(rows);
            deflater.finish();
            byte[] result = new byte[2 * rows.length];
            return Arrays.copyOf(result, deflater.deflate(result));
        } finally {
            deflater.end();
        }
    }

    private static void chunk(ByteArrayOutputStream file, String name, byte[] content) {
        byte[] type = name.getBytes(StandardCharsets.US_ASCII);
        CRC32 checksum = new CRC32();
        checksum.update(type);
        checksum.update(content);
        file.writeBytes(ByteBuffer.allocate(4).putInt(content.length).array());
        file.writeBytes(type);
        file.writeBytes(content);
        file.writeBytes(ByteBuffer.allocate(4).putInt((int) checksum.getValue()).array());
    }
}

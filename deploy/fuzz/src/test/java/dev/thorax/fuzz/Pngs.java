package dev.thorax.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** Makes PNG files that get past the checksums, so that the fuzzer reaches what stands behind them. */
public final class Pngs {
    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    private static final int HEAD = 10;
    private static final int MOST_ROWS = 1 << 17;

    private Pngs() {}

    /** Returns the file with the right checksum behind each whole chunk. */
    public static byte[] withChecksums(byte[] file) {
        byte[] right = file.clone();
        ByteBuffer bytes = ByteBuffer.wrap(right);
        long position = SIGNATURE.length;
        while (position + 12 <= right.length) {
            long length = bytes.getInt((int) position) & 0xffffffffL;
            if (position + 12 + length > right.length) {
                break;
            }
            CRC32 checksum = new CRC32();
            checksum.update(right, (int) position + 4, (int) length + 4);
            bytes.putInt((int) (position + 8 + length), (int) checksum.getValue());
            position += 12 + length;
        }
        return right;
    }

    /**
     * Returns a whole file whose header, palette and transparency come from the first bytes of the input, and whose rows repeat the
     * others.
     */
    public static byte[] of(byte[] input) {
        byte[] head = Arrays.copyOf(input, HEAD);
        byte[] rows = input.length > HEAD ? Arrays.copyOfRange(input, HEAD, input.length) : new byte[] {0};
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes(SIGNATURE);
        byte[] header = ByteBuffer.allocate(13)
                .putInt(size(head[0]))
                .putInt(size(head[1]))
                .put((byte) (1 << (head[2] & 7)))
                .put((byte) (head[3] & 7))
                .put((byte) 0)
                .put((byte) 0)
                .put((byte) (head[4] & 1))
                .array();
        chunk(file, "IHDR", header);
        if (head[5] != 0) {
            chunk(file, "PLTE", repeated(rows, 3 * (head[5] & 0xff)));
        }
        if (head[6] != 0) {
            chunk(file, "tRNS", repeated(rows, head[6] & 0xff));
        }
        byte[] data = deflated(repeated(rows, Math.min(MOST_ROWS, length(header, head[7]))));
        int cut = Math.min(data.length, head[8] & 0xff);
        chunk(file, "IDAT", Arrays.copyOf(data, cut));
        chunk(file, "IDAT", Arrays.copyOfRange(data, cut, data.length));
        chunk(file, "IEND", new byte[0]);
        return file.toByteArray();
    }

    private static int size(byte seed) {
        return 31 + (seed & 0x3f);
    }

    /** Returns about the bytes of all rows; {@code off} moves it a little. */
    private static int length(byte[] header, byte off) {
        ByteBuffer fields = ByteBuffer.wrap(header);
        int samples = new int[] {1, 1, 3, 1, 2, 1, 4, 1}[header[9]];
        int row = 1 + (fields.getInt(0) * samples * header[8] + 7) / 8;
        return Math.max(0, row * fields.getInt(4) + (header[12] == 1 ? 4 * fields.getInt(4) : 0) + off / 16);
    }

    private static byte[] repeated(byte[] bytes, int length) {
        byte[] all = new byte[length];
        for (int i = 0; i < length; i++) {
            all[i] = bytes[i % bytes.length];
        }
        return all;
    }

    private static byte[] deflated(byte[] rows) {
        Deflater deflater = new Deflater(Deflater.BEST_SPEED);
        deflater.setInput(rows);
        deflater.finish();
        byte[] data = new byte[rows.length + rows.length / 8 + 64];
        int length = deflater.deflate(data);
        deflater.end();
        return Arrays.copyOf(data, length);
    }

    private static void chunk(ByteArrayOutputStream file, String type, byte[] content) {
        byte[] body = ByteBuffer.allocate(4 + content.length)
                .put(type.getBytes(StandardCharsets.US_ASCII))
                .put(content)
                .array();
        CRC32 checksum = new CRC32();
        checksum.update(body);
        file.writeBytes(ByteBuffer.allocate(8 + body.length)
                .putInt(content.length)
                .put(body)
                .putInt((int) checksum.getValue())
                .array());
    }
}

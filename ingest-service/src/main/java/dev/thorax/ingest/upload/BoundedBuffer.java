package dev.thorax.ingest.upload;

import java.util.Arrays;

import io.vertx.core.buffer.Buffer;

import dev.thorax.imaging.decode.ImageDecoder;

/** Collects the bytes of a file as they come, at most {@link ImageDecoder#MAX_BYTES}, with as few copies as can be. */
final class BoundedBuffer {
    private static final int START = 64 << 10;

    private byte[] bytes;
    private int length;

    /** Makes room for {@code expected} bytes, or for a few if that is negative. */
    BoundedBuffer(long expected) {
        this.bytes = new byte[expected < 0 ? START : (int) Math.min(expected, ImageDecoder.MAX_BYTES)];
    }

    void add(Buffer part) {
        int needed = Math.addExact(length, part.length());
        if (needed > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(needed, Math.min(2 * bytes.length, ImageDecoder.MAX_BYTES)));
        }
        part.getBytes(bytes, length);
        length = needed;
    }

    /** Returns the file, exactly, and forgets it. */
    byte[] take() {
        byte[] file = bytes.length == length ? bytes : Arrays.copyOf(bytes, length);
        bytes = null;
        return file;
    }
}

package dev.thorax.ingest.upload;

import java.util.Arrays;

import io.vertx.core.buffer.Buffer;

/** Collects the bytes of a body as they come, up to a limit, with as few copies as can be. */
final class BoundedBuffer {
    private static final int START = 64 << 10;

    private final int limit;
    private byte[] bytes;
    private int length;

    /**
     * Makes room for {@code expected} bytes, or for a few if that is negative.
     *
     * @param limit most bytes that will be added
     */
    BoundedBuffer(long expected, int limit) {
        this.limit = limit;
        this.bytes = new byte[expected < 0 ? START : (int) Math.min(expected, limit)];
    }

    void add(Buffer part) {
        int needed = Math.addExact(length, part.length());
        if (needed > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(needed, Math.min(2 * bytes.length, limit)));
        }
        part.getBytes(bytes, length);
        length = needed;
    }

    /** Returns the bytes, exactly, and forgets it. */
    byte[] take() {
        byte[] file = bytes.length == length ? bytes : Arrays.copyOf(bytes, length);
        bytes = null;
        return file;
    }
}

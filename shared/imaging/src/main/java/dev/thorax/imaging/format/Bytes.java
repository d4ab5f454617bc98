package dev.thorax.imaging.format;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** Joins bytes. */
final class Bytes {
    private Bytes() {}

    /** Returns all of {@code parts}, one after the other. */
    static byte[] join(byte[]... parts) {
        ByteBuffer all = ByteBuffer.allocate(
                Arrays.stream(parts).mapToInt(part -> part.length).sum());
        for (byte[] part : parts) {
            all.put(part);
        }
        return all.array();
    }
}

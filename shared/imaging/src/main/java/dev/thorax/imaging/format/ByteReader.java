package dev.thorax.imaging.format;

import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import dev.thorax.contracts.topic.RejectionReason;

/** Reads the bytes of a file at any place. A place past the end means that the file was cut. */
public final class ByteReader {
    private final byte[] bytes;
    private final ByteOrder order;
    private final int start;

    /** Creates a reader of big-endian numbers from the first byte on. */
    public ByteReader(byte[] bytes) {
        this(bytes, ByteOrder.BIG_ENDIAN, 0);
    }

    private ByteReader(byte[] bytes, ByteOrder order, int start) {
        this.bytes = bytes;
        this.order = order;
        this.start = start;
    }

    /** Returns a reader of the same bytes from {@code start} on, with numbers in {@code order}. */
    ByteReader from(long start, ByteOrder order) throws UnacceptableScanException {
        require(start, 0);
        return new ByteReader(bytes, order, this.start + (int) start);
    }

    byte[] array() {
        return bytes;
    }

    int length() {
        return bytes.length - start;
    }

    /** Returns the unsigned byte at {@code at}. */
    int u8(long at) throws UnacceptableScanException {
        require(at, 1);
        return bytes[start + (int) at] & 0xff;
    }

    int u16(long at) throws UnacceptableScanException {
        int first = u8(at);
        int second = u8(at + 1);
        return order == ByteOrder.BIG_ENDIAN ? first << 8 | second : second << 8 | first;
    }

    long u32(long at) throws UnacceptableScanException {
        long first = u16(at);
        long second = u16(at + 2);
        return order == ByteOrder.BIG_ENDIAN ? first << 16 | second : second << 16 | first;
    }

    /** Returns a copy of {@code count} bytes from {@code at} on. */
    byte[] bytes(long at, int count) throws UnacceptableScanException {
        require(at, count);
        return Arrays.copyOfRange(bytes, start + (int) at, start + (int) at + count);
    }

    /** Returns {@code count} bytes from {@code at} on as Latin-1. */
    String text(long at, int count) throws UnacceptableScanException {
        return new String(bytes(at, count), StandardCharsets.ISO_8859_1);
    }

    /** Returns whether {@code text} (Latin-1) stands at {@code at}. */
    boolean has(int at, String text) {
        byte[] wanted = text.getBytes(StandardCharsets.ISO_8859_1);
        int from = start + at;
        return from >= 0
                && bytes.length - from >= wanted.length
                && Arrays.equals(bytes, from, from + wanted.length, wanted, 0, wanted.length);
    }

    /** Checks that {@code count} bytes stand at {@code at}. */
    void require(long at, long count) throws UnacceptableScanException {
        if (at < 0 || count < 0 || at > length() || count > length() - at) {
            throw new UnacceptableScanException(
                    RejectionReason.TRUNCATED,
                    "The file ends before its picture does, so it was cut on its way; send the whole file again.");
        }
    }
}

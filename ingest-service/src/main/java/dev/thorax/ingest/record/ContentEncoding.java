package dev.thorax.ingest.record;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Locale;
import java.util.zip.GZIPInputStream;

import dev.thorax.contracts.topic.RejectionReason;
import dev.thorax.contracts.topic.ScanLimits;
import dev.thorax.imaging.format.UnacceptableScanException;

/** Undoes the content encoding of a body, within a limit. */
final class ContentEncoding {
    private static final int LIMIT = ScanLimits.SCAN_RECORD;

    private ContentEncoding() {}

    /** Throws {@link UnacceptableScanException} if a record's value has an encoding. Kafka's producers compress records themselves. */
    static void checkNone(String encoding) throws UnacceptableScanException {
        if (!isNone(encoding)) {
            throw new UnacceptableScanException(
                    RejectionReason.FORMAT_NOT_SUPPORTED,
                    "The value of the record has a content encoding, e.g. gzip; send it without one, and let the producer"
                            + " compress records with compression.type.");
        }
    }

    private static boolean isNone(String encoding) {
        return switch (token(encoding)) {
            case "", "identity", "none", "binary" -> true;
            default -> false;
        };
    }

    private static String token(String encoding) {
        return encoding == null ? "" : encoding.strip().toLowerCase(Locale.ROOT);
    }

    /**
     * Returns the bytes without their encoding.
     *
     * @param encoding the value of {@code Content-Encoding}, or null
     * @throws UnacceptableScanException if it is neither {@code gzip} nor {@code identity}, if the bytes are damaged, or if they become
     *     more than a record may have
     */
    static byte[] decode(String encoding, byte[] bytes) throws UnacceptableScanException {
        if (isNone(encoding)) {
            return bytes;
        }
        String token = token(encoding);
        if (token.equals("gzip") || token.equals("x-gzip")) {
            return gunzip(bytes);
        }
        throw new UnacceptableScanException(
                RejectionReason.FORMAT_NOT_SUPPORTED,
                "The scan has a content encoding other than gzip, e.g. deflate or br; send it without one, or with gzip.");
    }

    private static byte[] gunzip(byte[] bytes) throws UnacceptableScanException {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            byte[] plain = new byte[announcedLength(bytes)];
            int length = in.readNBytes(plain, 0, plain.length);
            byte[] rest = in.readNBytes(LIMIT + 1 - length);
            if (length + rest.length > LIMIT) {
                throw new UnacceptableScanException(
                        RejectionReason.TOO_LARGE,
                        "The file has more than " + (LIMIT >> 20)
                                + " MiB when its gzip encoding is undone; send it smaller.");
            }
            return join(plain, length, rest);
        } catch (EOFException e) {
            throw new UnacceptableScanException(
                    RejectionReason.TRUNCATED, "The gzip encoding of the file ends early; send the file again.");
        } catch (IOException e) {
            throw new UnacceptableScanException(
                    RejectionReason.CORRUPT,
                    "The file is announced as gzip, but is none or is damaged; send it without a content encoding.");
        }
    }

    /** Returns the length that the last bytes of a gzip file give, within the limit. So a true one is read without a copy. */
    private static int announcedLength(byte[] bytes) {
        if (bytes.length < Integer.BYTES) {
            return 0;
        }
        int length = ByteBuffer.wrap(bytes, bytes.length - Integer.BYTES, Integer.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .getInt();
        return Math.max(0, Math.min(length, LIMIT));
    }

    private static byte[] join(byte[] first, int length, byte[] rest) {
        if (length == first.length && rest.length == 0) {
            return first;
        }
        byte[] whole = Arrays.copyOf(first, length + rest.length);
        System.arraycopy(rest, 0, whole, length, rest.length);
        return whole;
    }
}

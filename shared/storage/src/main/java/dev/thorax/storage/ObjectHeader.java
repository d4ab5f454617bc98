package dev.thorax.storage;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * The bytes before the chunks of an encrypted object: a mark that no image and no JSON begins with, the id of the key, and a salt.
 *
 * @param keyId id of the key that it was written with
 * @param salt 32 random bytes
 */
record ObjectHeader(String keyId, byte[] salt) {
    private static final byte[] MARK = {0, 'T', 'H', 'O', 'R', 'A', 'X', 1};
    private static final int SALT = 32;

    /** Bytes of the mark. */
    static final int MARK_BYTES = MARK.length;

    /** Returns whether an object that begins with {@code first} is encrypted. */
    static boolean isMark(byte[] first) {
        return Arrays.equals(MARK, first);
    }

    /** Returns the header as it is stored. */
    static byte[] bytes(String keyId, byte[] salt) {
        byte[] id = keyId.getBytes(StandardCharsets.ISO_8859_1);
        return ByteBuffer.allocate(MARK.length + 1 + id.length + SALT)
                .put(MARK)
                .put((byte) id.length)
                .put(id)
                .put(salt)
                .array();
    }

    /** Reads what follows the mark. Returns empty if the object ends before the header does. */
    static Optional<ObjectHeader> read(InputStream afterMark) throws IOException {
        int length = Math.max(0, afterMark.read());
        byte[] id = afterMark.readNBytes(length);
        byte[] salt = afterMark.readNBytes(SALT);
        return length == 0 || id.length < length || salt.length < SALT
                ? Optional.empty()
                : Optional.of(new ObjectHeader(new String(id, StandardCharsets.ISO_8859_1), salt));
    }
}

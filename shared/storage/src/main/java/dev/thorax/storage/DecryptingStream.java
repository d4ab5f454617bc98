package dev.thorax.storage;

import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.security.GeneralSecurityException;
import java.util.Objects;

/** Reads an encrypted object. Gives bytes of a chunk only after the chunk was found to be whole. */
final class DecryptingStream extends InputStream {
    private static final int SEALED = ObjectCipher.CHUNK + ObjectCipher.TAG;

    private final PushbackInputStream sealed;
    private final ObjectCipher cipher;
    private final String key;
    private byte[] chunk = {};
    private int position;
    private boolean last;

    /**
     * Reads what follows an object's header.
     *
     * @param key the object's key, for messages
     */
    DecryptingStream(PushbackInputStream sealed, ObjectCipher cipher, String key) {
        this.sealed = sealed;
        this.cipher = cipher;
        this.key = key;
    }

    @Override
    public int read() throws IOException {
        return isAtEnd() ? -1 : chunk[position++] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
        Objects.checkFromIndexSize(from, length, bytes.length);
        if (length == 0) {
            return 0;
        }
        if (isAtEnd()) {
            return -1;
        }
        int count = Math.min(length, chunk.length - position);
        System.arraycopy(chunk, position, bytes, from, count);
        position += count;
        return count;
    }

    @Override
    public int available() {
        return chunk.length - position;
    }

    @Override
    public void close() throws IOException {
        sealed.close();
    }

    private boolean isAtEnd() throws IOException {
        while (position == chunk.length && !last) {
            next();
        }
        return position == chunk.length;
    }

    private void next() throws IOException {
        byte[] bytes = sealed.readNBytes(SEALED);
        int after = bytes.length < SEALED ? -1 : sealed.read();
        if (after >= 0) {
            sealed.unread(after);
        }
        try {
            chunk = cipher.open(bytes, after < 0);
        } catch (GeneralSecurityException e) {
            throw EncryptingObjectStore.corrupt(key);
        }
        last = after < 0;
        position = 0;
    }
}

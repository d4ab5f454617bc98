package dev.thorax.storage;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Encrypts and decrypts one object, chunk by chunk.
 *
 * <p>The object's own key is made of the configured one and a random salt by HKDF-SHA-256. Each chunk is sealed by AES-256-GCM
 * under its number and whether it is the last. The header and the object's key in the store are bound to every chunk. So
 * chunks cannot be changed, left out or moved, and objects cannot be swapped.
 */
final class ObjectCipher {
    /** Bytes of a chunk before it is sealed. */
    static final int CHUNK = 64 << 10;
    /** Bytes of a chunk's tag. */
    static final int TAG = 16;

    private static final int SALT = 32;
    private static final int NONCE = 12;
    private static final byte[] PURPOSE = {'t', 'h', 'o', 'r', 'a', 'x', '-', 'o', 'b', 'j', 'e', 'c', 't', 1};
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Cipher cipher;
    private final SecretKeySpec key;
    private final byte[] header;
    private final byte[] objectKey;
    private int number;

    private ObjectCipher(byte[] master, byte[] header, String objectKey) throws GeneralSecurityException {
        this.cipher = Cipher.getInstance("AES/GCM/NoPadding");
        this.key = new SecretKeySpec(derived(master, salt(header)), "AES");
        this.header = header;
        this.objectKey = objectKey.getBytes(StandardCharsets.UTF_8);
    }

    /** Creates the cipher that writes an object, with a new salt. */
    static ObjectCipher writer(String keyId, byte[] master, String objectKey) {
        byte[] salt = new byte[SALT];
        RANDOM.nextBytes(salt);
        return of(master, ObjectHeader.bytes(keyId, salt), objectKey);
    }

    /** Creates the cipher that reads an object with the header {@code header}. */
    static ObjectCipher reader(ObjectHeader header, byte[] master, String objectKey) {
        return of(master, ObjectHeader.bytes(header.keyId(), header.salt()), objectKey);
    }

    private static ObjectCipher of(byte[] master, byte[] header, String objectKey) {
        try {
            return new ObjectCipher(master, header, objectKey);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java has no AES-GCM or HMAC-SHA-256.", e);
        }
    }

    /** Returns {@code plain} as it is stored. */
    byte[] encrypted(byte[] plain) {
        int chunks = Math.max(1, (plain.length + CHUNK - 1) / CHUNK);
        byte[] sealed = Arrays.copyOf(header, header.length + plain.length + chunks * TAG);
        int to = header.length;
        for (int i = 0; i < chunks; i++) {
            int length = Math.min(CHUNK, plain.length - i * CHUNK);
            to += seal(plain, i * CHUNK, length, i == chunks - 1, sealed, to);
        }
        return sealed;
    }

    /** Writes all of {@code plain} to {@code out} as it is stored. */
    void encrypt(InputStream plain, OutputStream out) throws IOException {
        out.write(header);
        byte[] sealed = new byte[CHUNK + TAG];
        byte[] chunk = plain.readNBytes(CHUNK);
        boolean last;
        do {
            byte[] next = plain.readNBytes(CHUNK);
            last = next.length == 0;
            out.write(sealed, 0, seal(chunk, 0, chunk.length, last, sealed, 0));
            chunk = next;
        } while (!last);
    }

    private int seal(byte[] plain, int from, int length, boolean last, byte[] out, int to) {
        try {
            begin(Cipher.ENCRYPT_MODE, last);
            return cipher.doFinal(plain, from, length, out, to);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("A chunk of an object could not be encrypted.", e);
        }
    }

    /** Returns the next chunk. Throws {@link GeneralSecurityException} if it is not the chunk that was written here. */
    byte[] open(byte[] sealed, boolean last) throws GeneralSecurityException {
        if (sealed.length < TAG) {
            throw new AEADBadTagException("The chunk is shorter than its tag.");
        }
        begin(Cipher.DECRYPT_MODE, last);
        return cipher.doFinal(sealed);
    }

    private void begin(int mode, boolean last) throws GeneralSecurityException {
        byte[] nonce = ByteBuffer.allocate(NONCE)
                .putInt(NONCE - Integer.BYTES - 1, number++)
                .put(NONCE - 1, (byte) (last ? 1 : 0))
                .array();
        cipher.init(mode, key, new GCMParameterSpec(TAG * Byte.SIZE, nonce));
        cipher.updateAAD(header);
        cipher.updateAAD(objectKey);
    }

    private static byte[] salt(byte[] header) {
        return Arrays.copyOfRange(header, header.length - SALT, header.length);
    }

    /** HKDF (RFC 5869) for 32 bytes, which are one block of it. */
    private static byte[] derived(byte[] master, byte[] salt) throws GeneralSecurityException {
        byte[] extracted = hmac(salt, master);
        return hmac(extracted, PURPOSE, new byte[] {1});
    }

    private static byte[] hmac(byte[] key, byte[]... message) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        for (byte[] part : message) {
            mac.update(part);
        }
        return mac.doFinal();
    }
}

package dev.thorax.access.key;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;

import dev.thorax.access.Role;

/**
 * A key that was just made. Only here its secret is known.
 *
 * @param key the key as it is kept
 * @param text what the caller sends: {@code id.secret}
 */
public record NewKey(AccessKey key, String text) {
    private static final int ID_BYTES = 6;
    private static final int SECRET_BYTES = 32;

    /** Makes a key with a secret of 256 random bits. A fast hash is enough for such a secret. */
    public static NewKey make(String name, Role role, Instant notAfter, SecureRandom random) {
        String id = HexFormat.of().formatHex(bytes(ID_BYTES, random));
        String secret = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes(SECRET_BYTES, random));
        String sha256 = HexFormat.of().formatHex(SecretHash.of(secret));
        return new NewKey(new AccessKey(id, name, role, sha256, notAfter), id + "." + secret);
    }

    private static byte[] bytes(int count, SecureRandom random) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }

    /** Returns the id alone. */
    @Override
    public String toString() {
        return key.id();
    }
}

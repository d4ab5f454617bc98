package dev.thorax.access.key;

import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.thorax.access.Role;

/** All keys of callers. Immutable, so it is safe for use by many threads. */
public final class AccessKeys {
    /** Stands for the secret of an unknown key, so that a check takes as long as for a known one. */
    private static final byte[] UNKNOWN = new byte[32];

    private final List<AccessKey> keys;
    private final Map<String, AccessKey> byId = new HashMap<>();
    private final Map<String, byte[]> hashes = new HashMap<>();

    /** Checks that no two keys have the same id, and that all keys of a name have the same role. */
    public AccessKeys(List<AccessKey> keys) {
        this.keys = List.copyOf(keys);
        Map<String, Role> roles = new HashMap<>();
        for (AccessKey key : keys) {
            if (byId.put(key.id(), key) != null) {
                throw new IllegalArgumentException("Two keys have the id " + key.id() + ".");
            }
            hashes.put(key.id(), HexFormat.of().parseHex(key.sha256()));
            Role other = roles.putIfAbsent(key.name(), key.role());
            if (other != null && other != key.role()) {
                throw new IllegalArgumentException("The name " + key.name() + " has keys of two roles, " + other.text()
                        + " and " + key.role().text() + ", but a caller has one.");
            }
        }
    }

    /** Returns the keys in the order of the file. */
    public List<AccessKey> list() {
        return keys;
    }

    /** Returns the key of the form {@code id.secret} if it is known, its secret is right, and it is valid at {@code now}. */
    public Optional<AccessKey> find(String text, Instant now) {
        return PresentedKey.parse(text).flatMap(presented -> {
            AccessKey key = byId.get(presented.id());
            byte[] expected = hashes.getOrDefault(presented.id(), UNKNOWN);
            boolean right = MessageDigest.isEqual(expected, SecretHash.of(presented.secret()));
            return right && key != null && !key.isExpired(now) ? Optional.of(key) : Optional.empty();
        });
    }

    /** Returns whether a key is still there, with the same secret, and valid at {@code now}. */
    public boolean isValid(AccessKey key, Instant now) {
        return key.equals(byId.get(key.id())) && !key.isExpired(now);
    }

    /** Returns these keys and one more. */
    public AccessKeys with(AccessKey key) {
        List<AccessKey> more = new ArrayList<>(keys);
        more.add(key);
        return new AccessKeys(more);
    }

    /** Returns these keys without the one of an id. */
    public AccessKeys without(String id) {
        return new AccessKeys(keys.stream().filter(key -> !key.id().equals(id)).toList());
    }
}

package dev.thorax.access.key;

import java.time.Instant;
import java.util.Objects;
import java.util.regex.Pattern;

import dev.thorax.access.Role;
import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.contracts.topic.DeviceTopics;

/**
 * A key of a caller as it is kept: without its secret.
 *
 * @param id names the key, 8 to 32 lower-case letters and digits
 * @param name names the caller, at most 100 characters. Several keys may have the same name, so that they can be changed one after the
 *     other. A device has none of the names that {@link DeviceTopics#isTaken} refuses
 * @param role what the caller may do
 * @param sha256 SHA-256 of the secret, 64 lower-case hex digits
 * @param notAfter the last moment at which the key is valid
 */
public record AccessKey(String id, String name, Role role, String sha256, Instant notAfter) {
    /** Begins the names of callers with a token of the identity provider. No key has such a name. */
    public static final String TOKEN_PREFIX = "token.";

    private static final Pattern ID = Pattern.compile("[a-z0-9]{8,32}");
    private static final int LONGEST_NAME = 100;
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    /** Checks the form of all parts. */
    public AccessKey {
        Objects.requireNonNull(role, "role");
        Objects.requireNonNull(notAfter, "notAfter");
        if (id == null || !ID.matcher(id).matches()) {
            throw new IllegalArgumentException("The id of a key must be 8 to 32 lower-case letters and digits.");
        }
        if (!StorageKeys.isName(name) || name.length() > LONGEST_NAME) {
            throw new IllegalArgumentException("The name of the key " + id + " must be 1 to " + LONGEST_NAME
                    + " letters, digits, dots, underscores and dashes.");
        }
        if (role == Role.DEVICE && DeviceTopics.isTaken(name)) {
            throw new IllegalArgumentException("The key " + id + " must not have the name " + name
                    + ", because a device of this name could have no topic of its own; choose another name.");
        }
        if (name.startsWith(TOKEN_PREFIX)) {
            throw new IllegalArgumentException("The name of the key " + id + " begins with " + TOKEN_PREFIX
                    + ", as only those of callers with a token do; choose another.");
        }
        if (sha256 == null || !SHA256.matcher(sha256).matches()) {
            throw new IllegalArgumentException(
                    "The SHA-256 of the secret of the key " + id + " must be 64 lower-case hex digits.");
        }
    }

    /** Returns whether the key is no longer valid. */
    public boolean isExpired(Instant now) {
        return now.isAfter(notAfter);
    }
}

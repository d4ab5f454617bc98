package dev.thorax.servers;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;

import dev.thorax.access.Role;
import dev.thorax.access.key.AccessKey;
import dev.thorax.access.key.AccessKeys;
import dev.thorax.access.key.KeyFile;
import dev.thorax.access.key.NewKey;

/**
 * The keys of the callers in tests, in the fault suite and in benchmarks: one of each role, new in each JVM. They are named after
 * their roles, e.g. {@code test-device}.
 */
public enum TestKeys {
    /** The key of a device. */
    DEVICE(Role.DEVICE),
    /** The key of a clinician. */
    CLINICIAN(Role.CLINICIAN),
    /** The key of an operator. */
    OPERATOR(Role.OPERATOR);

    /** The header that carries a key. */
    public static final String HEADER = "Authorization";

    private final NewKey key;

    TestKeys(Role role) {
        this.key = make("test-" + role.text(), role, Instant.parse("2100-01-01T00:00:00Z"));
    }

    /** Returns the name of the caller. */
    public String callerName() {
        return key.key().name();
    }

    /** Returns the key as a caller has it: {@code id.secret}. */
    public String text() {
        return key.text();
    }

    /** Returns the value of {@link #HEADER}. */
    public String header() {
        return header(key);
    }

    /** Returns the value of {@link #HEADER} for any key. */
    public static String header(NewKey key) {
        return "Key " + key.text();
    }

    /** Makes one more key. No service has it yet. */
    public static NewKey make(String name, Role role, Instant notAfter) {
        return NewKey.make(name, role, notAfter, new SecureRandom());
    }

    /** Writes a file with the keys of all roles, and with more keys. Returns the file. */
    public static Path write(Path file, AccessKey... more) {
        KeyFile.change(file, old -> {
            AccessKeys keys = new AccessKeys(
                    Arrays.stream(values()).map(role -> role.key.key()).toList());
            for (AccessKey key : more) {
                keys = keys.with(key);
            }
            return keys;
        });
        return file;
    }
}

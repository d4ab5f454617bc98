package dev.thorax.local;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;

import dev.thorax.access.Role;
import dev.thorax.access.key.AccessKeys;
import dev.thorax.access.key.KeyFile;
import dev.thorax.access.key.KeyFileException;
import dev.thorax.access.key.NewKey;

/**
 * The key with which the person at this machine is an operator. It is made at the first run, and anew shortly before it expires.
 * Only the owner of the folder can read it.
 */
final class OperatorKey {
    private static final String NAME = "local-operator";
    private static final Duration VALIDITY = Duration.ofDays(365);
    private static final Duration LEFT = Duration.ofDays(30);

    private final Path keys;
    private final String text;

    private OperatorKey(Path keys, String text) {
        this.keys = keys;
        this.text = text;
    }

    /** Returns the key that {@code folder} keeps. Other keys in its file stay. */
    static OperatorKey in(Path folder, Clock clock) {
        Path keys = folder.resolve("keys.json");
        Path file = folder.resolve("operator.key");
        try {
            if (Files.exists(file) && Files.exists(keys)) {
                String text = Files.readString(file).strip();
                if (KeyFile.read(keys).find(text, clock.instant().plus(LEFT)).isPresent()) {
                    return new OperatorKey(keys, text);
                }
            }
            NewKey made = NewKey.make(NAME, Role.OPERATOR, clock.instant().plus(VALIDITY), new SecureRandom());
            Files.deleteIfExists(file);
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(file, made.text() + "\n");
            KeyFile.change(keys, old -> withoutOperator(old).with(made.key()));
            return new OperatorKey(keys, made.text());
        } catch (IOException e) {
            throw new CannotRunException("The file " + file + " cannot be read or written (" + e.getMessage() + ").");
        } catch (KeyFileException e) {
            throw new CannotRunException(e.getMessage());
        }
    }

    /** Returns the file of keys for the services. */
    Path keys() {
        return keys;
    }

    /** Returns the value of the header {@code Authorization}. */
    String header() {
        return "Key " + text;
    }

    /** Returns the address of a page with the key, which signs the browser in. */
    URI link(URI page) {
        return page.resolve("/?key=" + text);
    }

    private static AccessKeys withoutOperator(AccessKeys keys) {
        return new AccessKeys(
                keys.list().stream().filter(key -> !key.name().equals(NAME)).toList());
    }
}

package dev.thorax.runtime.access;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;

/** Makes the identities of a file of keys. It is in their package, because nobody else can make them. */
public final class TestKeys {
    private TestKeys() {}

    /** Returns the identities of the keys that a file has now. */
    public static KeyIdentity of(Path file, Clock clock) {
        CallerKeys keys = new CallerKeys(() -> Optional.of(file.toString()), clock);
        keys.readAgain();
        return new KeyIdentity(keys);
    }
}

package dev.thorax.access.signature;

import java.util.List;

import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.storage.ObjectMissingException;
import dev.thorax.storage.ObjectStore;

/**
 * Remembers the versions of a bucket that were there before versions were signed. It writes them down once, the first time that
 * somebody asks. What comes later is never among them, and neither is another manifest under the name of one.
 */
public final class ExistingVersions {
    private final ObjectStore store;

    /**
     * Lists what was written down. The time of the object says when.
     *
     * @param versions the versions without a signature at that time
     */
    public record TakenUp(List<NamedVersion> versions) {}

    /** Reads and writes the list in {@code store}. */
    public ExistingVersions(ObjectStore store) {
        this.store = store;
    }

    /** Returns what was written down, now or before. {@code unsigned} is what is not signed now. */
    public TakenUp of(List<UnsignedVersion> unsigned) {
        TakenUp now = new TakenUp(unsigned.stream()
                .filter(UnsignedVersion::isMissing)
                .map(UnsignedVersion::name)
                .toList());
        String key = StorageKeys.versionsTakenUp();
        try {
            return store.putIfAbsent(key, Json.write(now), "application/json")
                    ? now
                    : Json.read(store.get(key), TakenUp.class);
        } catch (ObjectMissingException e) {
            throw new IllegalStateException("The list of existing versions was deleted while it was read.", e);
        }
    }
}

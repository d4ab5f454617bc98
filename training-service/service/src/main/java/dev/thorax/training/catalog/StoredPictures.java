package dev.thorax.training.catalog;

import java.util.Optional;

import jakarta.inject.Singleton;

import dev.thorax.storage.ObjectCorruptException;
import dev.thorax.storage.ObjectMissingException;
import dev.thorax.storage.ObjectStore;

/** Finds the pictures of scans that reports refer to. Each is an object of its scan, and leaves with it. */
@Singleton
public class StoredPictures {
    private final ObjectStore store;

    /** Finds pictures in {@code store}. */
    public StoredPictures(ObjectStore store) {
        this.store = store;
    }

    /** Returns a JPEG, or empty if it is not stored or cannot be decrypted any more. */
    public Optional<byte[]> find(String key) {
        try {
            return Optional.of(store.get(key));
        } catch (ObjectMissingException | ObjectCorruptException e) {
            return Optional.empty();
        }
    }
}

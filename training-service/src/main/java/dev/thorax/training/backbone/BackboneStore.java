package dev.thorax.training.backbone;

import java.util.Optional;

import dev.thorax.storage.Keys;
import dev.thorax.training.store.PatientStore;

/** The weights files in the object store, under {@code backbones/{name}}. */
public interface BackboneStore {
    /** The bytes of the file of that backbone, if there is one. */
    Optional<byte[]> get(String name);

    /** Keeps a file for all who look later. */
    void put(String name, byte[] bytes);

    /** Those of {@code store}. */
    static BackboneStore in(PatientStore store) {
        return new BackboneStore() {
            @Override
            public Optional<byte[]> get(String name) {
                return store.exists(key(name)) ? Optional.of(store.get(key(name))) : Optional.empty();
            }

            @Override
            public void put(String name, byte[] bytes) {
                store.put(key(name), bytes, "application/x-hdf5");
            }
        };
    }

    private static String key(String name) {
        if (!Keys.isName(name)) {
            throw new IllegalArgumentException("A backbone's name must be one that the object store takes.");
        }
        return "backbones/" + name;
    }
}

package dev.thorax.worker.backbone;

import java.nio.file.Path;

import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.storage.ObjectMissingException;
import dev.thorax.storage.ObjectStore;

/** The weights files in the object store, under {@code backbones/{name}}. */
public interface BackboneStore {
    /** Copies the file of that backbone to {@code target}; returns whether there is one. */
    boolean get(String name, Path target);

    /** Stores a file for later trainings. */
    void put(String name, byte[] bytes);

    /** Those of {@code store}. */
    static BackboneStore in(ObjectStore store) {
        return new BackboneStore() {
            @Override
            public boolean get(String name, Path target) {
                try {
                    store.download(StorageKeys.backbone(name), target);
                    return true;
                } catch (ObjectMissingException e) {
                    return false;
                }
            }

            @Override
            public void put(String name, byte[] bytes) {
                store.put(StorageKeys.backbone(name), bytes, "application/x-hdf5");
            }
        };
    }
}

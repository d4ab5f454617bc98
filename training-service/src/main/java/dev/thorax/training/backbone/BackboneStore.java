package dev.thorax.training.backbone;

import java.nio.file.Path;

import dev.thorax.storage.Keys;
import dev.thorax.storage.ObjectMissing;
import dev.thorax.training.store.PatientStore;

/** The weights files in the object store, under {@code backbones/{name}}. */
public interface BackboneStore {
    /** Copies the file of that backbone to {@code target}; returns whether there is one. */
    boolean get(String name, Path target);

    /** Keeps a file for all who look later. */
    void put(String name, byte[] bytes);

    /** Those of {@code store}. */
    static BackboneStore in(PatientStore store) {
        return new BackboneStore() {
            @Override
            public boolean get(String name, Path target) {
                try {
                    store.download(Keys.backbone(name), target);
                    return true;
                } catch (ObjectMissing e) {
                    return false;
                }
            }

            @Override
            public void put(String name, byte[] bytes) {
                store.put(Keys.backbone(name), bytes, "application/x-hdf5");
            }
        };
    }
}

package dev.thorax.contracts.model;

import dev.thorax.contracts.storage.StorageKeys;

/**
 * Names one immutable version of a model; both are valid names of the object store.
 *
 * @param model name of the model
 * @param version version of the model
 */
public record ModelVersion(String model, String version) {
    public ModelVersion {
        if (!StorageKeys.isName(model) || !StorageKeys.isName(version)) {
            throw new IllegalArgumentException("A model and a version must be names of the object store.");
        }
    }
}

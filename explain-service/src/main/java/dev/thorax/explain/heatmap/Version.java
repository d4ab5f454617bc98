package dev.thorax.explain.heatmap;

import dev.thorax.storage.Keys;

/**
 * Names one immutable version of a model; both are valid names of the object store.
 *
 * @param model name of the model
 * @param version version of the model
 */
public record Version(String model, String version) {
    public Version {
        if (!Keys.isName(model) || !Keys.isName(version)) {
            throw new IllegalArgumentException("A model and a version must be names of the object store.");
        }
    }
}

package dev.thorax.worker.recipe;

import com.fasterxml.jackson.annotation.JsonProperty;

import dev.thorax.contracts.storage.StorageKeys;

/**
 * The lung finder of a recipe: its network sees the square around the lungs. In a recipe: {@code lungs: {model: lungs, version: t-123}}.
 * The version must be named, so that a training can be repeated.
 *
 * @param model name of the recipe that trained it
 * @param version its version
 */
public record RecipeLungs(@JsonProperty(required = true) String model, @JsonProperty(required = true) String version) {
    /** Checks both names. */
    public RecipeLungs {
        if (!StorageKeys.isName(model) || !StorageKeys.isName(version)) {
            throw new IllegalArgumentException("lungs needs a model and a version of " + StorageKeys.NAME_RULE);
        }
    }
}

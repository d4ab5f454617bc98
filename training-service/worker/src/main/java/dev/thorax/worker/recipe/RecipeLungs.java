package dev.thorax.worker.recipe;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

import dev.thorax.contracts.storage.StorageKeys;

/**
 * The lung finder of a recipe: its network sees the square around the lungs. In a recipe: {@code lungs: {model: lungs, version: t-123}}.
 * Without a version each request names one. What a training freezes has a version, so that it can be repeated.
 *
 * @param model name of the recipe that trained it
 * @param version its version, or null if the request names it
 */
public record RecipeLungs(@JsonProperty(required = true) String model, @Nullable String version) {
    /** Checks both names. */
    public RecipeLungs {
        if (!StorageKeys.isName(model) || version != null && !StorageKeys.isName(version)) {
            throw new IllegalArgumentException(
                    "lungs needs a model, and a version if there is one, of " + StorageKeys.NAME_RULE);
        }
    }
}

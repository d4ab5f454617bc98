package dev.thorax.worker.recipe;

import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.thorax.worker.TrainingException;

/**
 * A recipe with its YAML.
 *
 * @param recipe the recipe
 * @param yaml its keys and values as they were read
 */
public record RecipeSource(Recipe recipe, Map<String, Object> yaml) {
    /**
     * Returns a recipe that a training froze.
     *
     * @throws TrainingException with a sentence, if this version of the worker cannot read it any more
     */
    public static RecipeSource frozen(Map<String, Object> yaml) {
        try {
            return RecipeYaml.of("that the training froze", yaml);
        } catch (IllegalArgumentException e) {
            throw new TrainingException(e.getMessage() + " Ask for the training again under another id.", e);
        }
    }

    /**
     * Returns the recipe with the lung finder of a request.
     *
     * @param version its version, or null for the one that the recipe names
     * @throws TrainingException with a sentence, if the recipe looks at no lungs, or neither it nor the request names a version
     */
    public RecipeSource withLungs(@Nullable String version) {
        RecipeLungs lungs = recipe.lungs();
        if (lungs == null && version != null) {
            throw new TrainingException(
                    "Recipe " + recipe.name() + " has no lungs, so no lung finder can be named for it;"
                            + " take a recipe that has, such as thorax-lungs, or leave lungs out of the request.");
        }
        if (lungs != null && lungs.version() == null && version == null) {
            throw new TrainingException(
                    "Recipe " + recipe.name() + " shows its network the square around the lungs, and"
                            + " needs a lung finder; name its version in lungs of the request. docs/training.md#lung-finders says"
                            + " how to train one.");
        }
        if (version == null) {
            return this;
        }
        Map<String, Object> keys = new LinkedHashMap<>(yaml);
        keys.put("lungs", Map.of("model", lungs.model(), "version", version));
        return frozen(keys);
    }
}

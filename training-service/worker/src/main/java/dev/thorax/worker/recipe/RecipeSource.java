package dev.thorax.worker.recipe;

import java.util.Map;

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
}

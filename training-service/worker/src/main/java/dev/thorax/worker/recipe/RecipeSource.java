package dev.thorax.worker.recipe;

import java.util.Map;

/**
 * A recipe with its YAML.
 *
 * @param recipe the recipe
 * @param yaml its keys and values as they were read
 */
public record RecipeSource(Recipe recipe, Map<String, Object> yaml) {}

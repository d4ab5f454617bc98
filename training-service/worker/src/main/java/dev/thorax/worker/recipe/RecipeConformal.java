package dev.thorax.worker.recipe;

import com.fasterxml.jackson.annotation.JsonProperty;

import dev.thorax.contracts.model.ConformalSets;

/**
 * The class sets of a recipe: an event names all classes that the scan may have. In a recipe: {@code conformal: {coverage: 0.9}}.
 *
 * @param coverage the share of the scans of each class whose set has the class, in [0.5,0.999]
 */
public record RecipeConformal(@JsonProperty(required = true) double coverage) {
    /** Checks the share. */
    public RecipeConformal {
        if (!ConformalSets.isCoverage(coverage)) {
            throw new IllegalArgumentException("conformal needs a coverage " + ConformalSets.COVERAGES);
        }
    }
}

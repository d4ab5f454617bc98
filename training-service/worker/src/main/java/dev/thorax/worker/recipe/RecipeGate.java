package dev.thorax.worker.recipe;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * The gate of a recipe. In a recipe: {@code gate: {refused: 0.05}}, or {@code gate: none}.
 *
 * @param refused the share of held-out scans that the gate refuses for all reasons together, in (0,0.5], or null for no gate
 */
public record RecipeGate(@Nullable Double refused) {
    /** The gate of recipes that name none. */
    static final RecipeGate USUAL = new RecipeGate(0.05);

    private static final String NONE = "none";
    private static final double MOST = 0.5;

    /** Checks the share. */
    public RecipeGate {
        if (refused != null && !(refused > 0 && refused <= MOST)) {
            throw new IllegalArgumentException("gate needs a share refused in (0,0.5]");
        }
    }

    /** Reads a share. */
    @JsonCreator(mode = JsonCreator.Mode.PROPERTIES)
    static RecipeGate of(@JsonProperty(value = "refused", required = true) double refused) {
        return new RecipeGate(refused);
    }

    /** Reads {@code none}. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static RecipeGate named(String name) {
        if (!NONE.equals(name)) {
            throw new IllegalArgumentException("gate must be none, or have a share refused");
        }
        return new RecipeGate(null);
    }
}

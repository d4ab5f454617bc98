package dev.thorax.training.recipe;

import com.fasterxml.jackson.annotation.JsonProperty;

import dev.thorax.training.backbone.Backbone;
import dev.thorax.training.backbone.Backbones;

/**
 * The published network that a recipe starts from, with its ImageNet weights.
 *
 * @param network name of the backbone, e.g. {@code mobilenet-0.75}
 * @param frozen how many of its first layers, as Keras counts them, keep their weights; 0 unless given
 */
public record RecipeBackbone(@JsonProperty(required = true) String network, Integer frozen) {
    public RecipeBackbone {
        frozen = frozen == null ? 0 : frozen;
        int layers = Backbones.named(network).nodes().size();
        if (frozen < 0 || frozen > layers) {
            throw new IllegalArgumentException("backbone " + network + " has " + layers
                    + " layers, so frozen must be in [0," + layers + "], not " + frozen);
        }
    }

    /** The backbone itself. */
    public Backbone get() {
        return Backbones.named(network);
    }
}

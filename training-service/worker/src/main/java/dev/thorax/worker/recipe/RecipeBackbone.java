package dev.thorax.worker.recipe;

import com.fasterxml.jackson.annotation.JsonProperty;

import dev.thorax.network.backbone.Backbone;
import dev.thorax.network.backbone.Backbones;

/**
 * The published network that a recipe starts from, with its ImageNet weights.
 *
 * @param network name of the backbone, e.g. {@code mobilenet-0.75}
 * @param frozen how many of its first layers, as Keras counts them, keep their weights; 0 unless given
 * @param momentum of the moving averages of its batch norms, in [0,1); Keras's 0.99 unless given. With few steps an epoch that is too slow:
 *     after 150 steps 22 % of the averages are still those of ImageNet's pictures
 */
public record RecipeBackbone(@JsonProperty(required = true) String network, Integer frozen, Double momentum) {
    public RecipeBackbone {
        frozen = frozen == null ? 0 : frozen;
        if (momentum != null && !(momentum >= 0 && momentum < 1)) {
            throw new IllegalArgumentException("backbone needs a momentum in [0,1)");
        }
        int layers = Backbones.named(network).nodes().size();
        if (frozen < 0 || frozen > layers) {
            throw new IllegalArgumentException("backbone " + network + " has " + layers
                    + " layers, so frozen must be in [0," + layers + "], not " + frozen);
        }
    }

    /** Returns the backbone. */
    public Backbone get() {
        Backbone backbone = Backbones.named(network);
        return momentum == null ? backbone : backbone.withMomentum(momentum);
    }
}

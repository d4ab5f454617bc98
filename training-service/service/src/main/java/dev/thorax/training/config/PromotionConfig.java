package dev.thorax.training.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

import dev.thorax.runtime.config.Range;

/** Configures when a version is promoted to production without an operator. */
@ConfigMapping(prefix = "thorax.promotion")
public interface PromotionConfig {
    /** By how much its accuracy must be above the best of its shortcut controls, in [0,1]. */
    @WithDefault("0.05")
    @Range(min = 0, max = 1)
    double minMargin();

    /** Patients of each class that neither version has seen, below which two versions are not compared; at least 1. */
    @WithDefault("5")
    @Range(min = 1, max = 1_000_000)
    int minPatients();
}

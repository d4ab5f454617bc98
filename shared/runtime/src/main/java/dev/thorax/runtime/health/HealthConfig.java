package dev.thorax.runtime.health;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

import dev.thorax.runtime.config.DurationRange;

/** Configures the checks of health. */
@ConfigMapping(prefix = "thorax.health")
public interface HealthConfig {
    /** Shortest time between two probes of the object store. */
    @WithDefault("10s")
    @DurationRange(min = "PT1S", max = "PT1H")
    Duration probePeriod();

    /** The time for which the version that serves may differ from the one that is promoted. */
    @WithDefault("10m")
    @DurationRange(min = "PT0.001S", max = "PT24H")
    Duration promotionPatience();
}

package dev.thorax.runtime.config;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Configures how long the work on records from Kafka may take. */
@ConfigMapping(prefix = "thorax.batch")
public interface BatchConfig {
    /**
     * How long the service may be at one batch of records without a pause. A batch that takes longer makes {@code /q/health/live}
     * fail, so that the service is started anew.
     */
    @WithDefault("10m")
    @DurationRange(min = "PT1M", max = "PT24H")
    Duration deadline();
}

package dev.thorax.ingest.config;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

import dev.thorax.runtime.config.DurationRange;
import dev.thorax.runtime.config.Range;

/** Configuration of the service ingest. */
@ConfigMapping(prefix = "thorax.ingest")
public interface IngestConfig {
    /** Scans of a batch that are judged at the same time. Each may hold one decoded picture in memory. */
    @WithDefault("2")
    @Range(min = 1, max = 64)
    int threads();

    /**
     * Uploads that may be in memory at the same time. A file of 32 MiB needs 64 MiB: while a form is put together, and again
     * while it is sent, there are two copies.
     */
    @WithDefault("2")
    @Range(min = 1, max = 64)
    int uploads();

    /** The time within which the body of one upload must have come. */
    @WithDefault("2m")
    @DurationRange(min = "PT1S", max = "PT1H")
    Duration uploadDeadline();
}

package dev.thorax.explain.config;

import java.nio.file.Path;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

import dev.thorax.runtime.config.Range;

/** Configuration of the service explain, but for {@code thorax.explain.url}, which other services have, too. */
@ConfigMapping(prefix = "thorax.explain")
public interface ExplainConfig {
    /** Heat maps that are computed at the same time. */
    @WithDefault("2")
    @Range(min = 1, max = 256)
    int workers();

    /** Heat maps that may wait for a worker, and requests that may wait for a heat map of another; one more is refused with 503. */
    @WithDefault("32")
    @Range(min = 0, max = 10_000)
    int queue();

    /** Model versions whose networks stay open; the one not used for longest is closed first. */
    @WithDefault("2")
    @Range(min = 1, max = 64)
    int openVersions();

    /** The folder in which fetched models are kept. */
    @WithDefault("${java.io.tmpdir}/thorax-explain-${thorax.instance}")
    Path models();

    /** MiB that fetched models may take; the one not used for longest leaves first. */
    @WithDefault("4096")
    @Range(min = 1, max = 1_048_576)
    int modelsMib();

    /** Diagnoses that the page shows. */
    @WithDefault("200")
    @Range(min = 1, max = 10_000)
    int latest();
}

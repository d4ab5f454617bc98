package dev.thorax.explain.config;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How this service works; {@code thorax.explain.*}. */
@ConfigMapping(prefix = "thorax.explain")
public interface ExplainConfig {
    /** Public address of this service; links in events begin with it. */
    @WithDefault("http://127.0.0.1:8084")
    URI url();

    /** Heat maps that are computed at the same time. */
    @WithDefault("2")
    int workers();

    /** Heat maps that may wait for a worker; one more is refused with 503. */
    @WithDefault("32")
    int queue();

    /** Model versions whose networks stay open; the one not used for longest is closed first. */
    @WithDefault("2")
    int openVersions();

    /** Folder for fetched model files, kept between starts; without it they lie in a temporary one. */
    Optional<Path> models();

    /** Diagnoses that the page shows. */
    @WithDefault("200")
    int latest();
}

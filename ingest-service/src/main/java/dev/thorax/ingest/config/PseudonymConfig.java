package dev.thorax.ingest.config;

import java.util.Optional;

import io.smallrye.config.ConfigMapping;

import dev.thorax.runtime.config.Secret;

/** Configures how patients are named. */
@ConfigMapping(prefix = "thorax.pseudonym")
public interface PseudonymConfig {
    /** The secret of the pseudonyms. Whoever knows it can test guesses of patients' names. */
    @Secret(minLength = 16)
    Optional<String> key();
}

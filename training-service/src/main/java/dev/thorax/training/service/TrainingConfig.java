package dev.thorax.training.service;

import java.nio.file.Path;
import java.util.Optional;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How this service trains. */
@ConfigMapping(prefix = "thorax.training")
public interface TrainingConfig {
    /** The engine that trains where a request names none. */
    @WithDefault("dl4j")
    String engine();

    /** A folder whose {@code *.yaml} files are recipes too. */
    Optional<Path> recipes();
}

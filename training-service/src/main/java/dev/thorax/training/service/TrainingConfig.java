package dev.thorax.training.service;

import java.nio.file.Path;
import java.util.Optional;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How this service trains. */
@ConfigMapping(prefix = "thorax.training")
public interface TrainingConfig {
    /** The engine that trains where a request names none. */
    @WithDefault("torch")
    String engine();

    /** A folder for decoded scans and copies of backbones; holds pictures of patients, so only this user may read it. */
    Path data();

    /** A folder with weights files of Keras Applications under their own names; copies from afar are kept there, too. */
    @WithDefault("${thorax.training.data}/backbones")
    Path backbones();

    /** Whether weights that are neither in that folder nor in the object store may be fetched from Keras's published address. */
    @WithDefault("true")
    boolean downloadBackbones();

    /** A folder whose {@code *.yaml} files are recipes too. */
    Optional<Path> recipes();
}

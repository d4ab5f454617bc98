package dev.thorax.runtime.signature;

import java.nio.file.Path;
import java.util.Optional;

import io.smallrye.config.ConfigMapping;

/** Configures which keys may sign the versions of models. */
@ConfigMapping(prefix = "thorax.signatures")
public interface SignatureConfig {
    /** The file of public keys, Ed25519 in PEM. It must be set, and is read at each use. */
    Optional<Path> publicKeys();
}

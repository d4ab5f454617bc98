package dev.thorax.training.promotion;

import dev.thorax.contracts.event.ModelPromoted;
import dev.thorax.contracts.model.Manifest;

/**
 * Version in the object store.
 *
 * @param manifest its manifest
 * @param digest SHA-256 of its {@code manifest.json}, 64 lower-case hex digits
 */
record StoredVersion(Manifest manifest, String digest) {
    /** Returns the version in words. */
    String name() {
        return "version " + manifest.version() + " of " + manifest.model();
    }

    /** Returns whether {@code promoted} is this version. */
    boolean isThat(ModelPromoted promoted) {
        return manifest.model().equals(promoted.model()) && manifest.version().equals(promoted.version());
    }
}

package dev.thorax.worker.bundle;

import dev.thorax.contracts.model.Manifest;

/**
 * A manifest that is durable in the object store.
 *
 * @param manifest what it says
 * @param digest SHA-256 of its file, 64 lower-case hex digits
 */
public record StoredManifest(Manifest manifest, String digest) {}

package dev.thorax.access.signature;

import java.time.Instant;

import dev.thorax.contracts.model.Manifest;

/**
 * A version that no trusted key has signed, with what is known of it. What the manifest says is a claim of whoever wrote it.
 *
 * @param name its name
 * @param manifest its manifest
 * @param written when the object store took the manifest (UTC)
 * @param isMissing whether it has no signature; else it has a wrong one
 */
public record UnsignedVersion(NamedVersion name, Manifest manifest, Instant written, boolean isMissing) {}

package dev.thorax.worker.backbone;

import java.nio.file.Path;

/**
 * A weights file whose digest was checked.
 *
 * @param path where it lies
 * @param sha256 its SHA-256, 64 lower-case hex digits
 */
public record BackboneFile(Path path, String sha256) {}

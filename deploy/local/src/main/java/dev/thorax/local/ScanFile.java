package dev.thorax.local;

import java.nio.file.Path;

/**
 * Holds a file of a class folder whose patient is not known yet.
 *
 * @param file the image
 * @param label its class
 * @param name {@code CLASS/FILE}, as {@link FileName} writes it
 * @param sha256 SHA-256 of its bytes, 64 lower-case hex digits
 */
record ScanFile(Path file, String label, String name, String sha256) {}

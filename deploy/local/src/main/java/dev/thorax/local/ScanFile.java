package dev.thorax.local;

import java.nio.file.Path;

/**
 * Holds a file of a class folder.
 *
 * @param file the image
 * @param label its class
 * @param name {@code CLASS/FILE}, as {@link FileName} writes it
 * @param sha256 SHA-256 of its bytes, 64 lower-case hex digits
 * @param part which part of the data set it was published in
 * @param patient whose it is, or null if that is not known
 * @param source from where it is, as people write it, or null if that is not known
 */
record ScanFile(
        Path file, String label, String name, String sha256, PublishedSplit part, String patient, String source) {
    /** Makes a file of which no manifest was read. */
    ScanFile(Path file, String label, String name, String sha256) {
        this(file, label, name, sha256, PublishedSplit.ALL, null, null);
    }

    /** Returns the same file with what else is known of it. */
    ScanFile with(String shownName, PublishedSplit ofPart, String ofPatient, String ofSource) {
        return new ScanFile(file, label, shownName, sha256, ofPart, ofPatient, ofSource);
    }
}

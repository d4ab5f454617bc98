package dev.thorax.local;

import java.io.IOException;
import java.nio.file.Path;

import dev.thorax.contracts.storage.Sha256;

/** Computes the id of a scan that has no other: the SHA-256 of its file. */
final class ScanId {
    private ScanId() {}

    /** Returns the id of the scan in {@code file}; throws {@link CannotRunException} if it cannot be read. */
    static String of(Path file) {
        try {
            return Sha256.of(file);
        } catch (IOException e) {
            throw new CannotRunException("The file " + file + " cannot be read (" + e.getMessage()
                    + "); make it readable, or take it out of the folder.");
        }
    }
}

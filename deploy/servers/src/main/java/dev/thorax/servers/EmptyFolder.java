package dev.thorax.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

import dev.thorax.storage.FolderTree;

/** Empties the folder for temporary files of a process, so that the next start removes what a killed process left. */
final class EmptyFolder {
    private EmptyFolder() {}

    /** Creates {@code folder} if it is missing, and deletes what is in it. */
    static Path emptied(Path folder) {
        try {
            delete(folder);
            return Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Deletes {@code folder} with everything in it, if it exists. */
    static void delete(Path folder) {
        try {
            FolderTree.delete(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package dev.thorax.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Lists folders. */
final class Folders {
    private Folders() {}

    /** Returns the entries of a folder in the order of their names. Throws {@link CannotRunException} if it cannot be read. */
    static List<Path> list(Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.sorted().toList();
        } catch (IOException e) {
            throw new CannotRunException("The folder " + folder + " cannot be read (" + e.getMessage()
                    + "); give one that exists and may be read.");
        }
    }
}

package dev.thorax.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Empties the folder for temporary files of a process, so that the next start removes what a killed process left. */
final class TempFolder {
    private TempFolder() {}

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
            if (Files.exists(folder)) {
                for (Path entry : deepestFirst(folder)) {
                    Files.delete(entry);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> deepestFirst(Path folder) throws IOException {
        try (Stream<Path> entries = Files.walk(folder)) {
            return entries.sorted(Comparator.reverseOrder()).toList();
        }
    }
}

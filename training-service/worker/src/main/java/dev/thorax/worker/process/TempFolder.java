package dev.thorax.worker.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

import org.jboss.logging.Logger;

/** A worker's temporary files. */
public final class TempFolder {
    private static final Logger LOG = Logger.getLogger(TempFolder.class);

    private TempFolder() {}

    /** Removes {@code folder} with all that is in it, if it is there. */
    public static void delete(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(TempFolder::deleteOne);
        } catch (IOException | UncheckedIOException e) {
            LOG.warnf("The folder of a worker could not be removed folder=%s reason=\"%s\"", folder, e.getMessage());
        }
    }

    private static void deleteOne(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

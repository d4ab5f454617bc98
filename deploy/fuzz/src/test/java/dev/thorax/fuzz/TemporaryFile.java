package dev.thorax.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Makes the file from which parsers read that take no bytes. */
public final class TemporaryFile {
    private TemporaryFile() {}

    /** Returns a file of that name in a folder of its own, which goes when the JVM ends. */
    public static Path named(String name) {
        try {
            Path folder = Files.createTempDirectory("thorax-fuzz");
            Path file = folder.resolve(name);
            folder.toFile().deleteOnExit();
            file.toFile().deleteOnExit();
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package dev.thorax.worker.process;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;

import dev.thorax.contracts.storage.Sha256;

/**
 * Computes a digest of the code of this worker: the names of all jars, which have their versions, and the content of its
 * own ones. The same build has the same digest everywhere.
 */
final class BuildDigest {
    private static final String OWN = "thorax-";
    private static final int DIGITS = 16;

    private BuildDigest() {}

    /** Returns the digest of this process's class path, 16 lower-case hex digits. */
    static String ofClassPath() {
        return of(System.getProperty("java.class.path"));
    }

    /** Returns the digest of {@code classPath}. */
    static String of(String classPath) {
        String entries = Arrays.stream(classPath.split(File.pathSeparator))
                .map(entry -> line(Path.of(entry)))
                .sorted()
                .collect(Collectors.joining());
        return Sha256.of(entries).substring(0, DIGITS);
    }

    private static String line(Path entry) {
        String name = String.valueOf(entry.getFileName());
        try {
            boolean own = name.startsWith(OWN) && Files.isRegularFile(entry);
            return name + (own ? " " + Sha256.of(entry) : "") + "\n";
        } catch (IOException e) {
            throw new UncheckedIOException("The jar " + entry + " of the worker cannot be read.", e);
        }
    }
}

package dev.thorax.testing.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

import org.junit.jupiter.api.Assumptions;

/**
 * Reads the real device files that are not in the repository. Their folder is the system property
 * {@code thorax.shared.data}. A test that needs them is skipped if they are missing, with one line for all of them.
 */
public final class SharedData {
    private static final String PROPERTY = "thorax.shared.data";
    private static final AtomicBoolean REPORTED = new AtomicBoolean();

    private SharedData() {}

    /** Returns the files of a folder and of the folders in it, sorted. Skips the test if the folder is missing. */
    public static List<Path> files(String folder) {
        Path start = existing(folder);
        try (Stream<Path> files = Files.walk(start)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the bytes of a file. Skips the test if the file is missing. */
    public static byte[] bytes(String file) {
        return bytes(existing(file));
    }

    /** Returns the bytes of a file that {@link #files} found. */
    public static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path existing(String name) {
        String folder = System.getProperty(PROPERTY, "");
        Path path = Path.of(folder, name);
        boolean exists = !folder.isEmpty() && Files.exists(path);
        if (!exists && REPORTED.compareAndSet(false, true)) {
            System.err.println("Skipped the tests that need real device files: " + path + " is missing; set -D"
                    + PROPERTY + " to the folder that has them.");
        }
        Assumptions.assumeTrue(exists, () -> "The shared data is missing: " + path);
        return path;
    }
}

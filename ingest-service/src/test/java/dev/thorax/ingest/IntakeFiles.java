package dev.thorax.ingest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Assumptions;

/** The files that devices really send; a test that needs them is skipped where they are missing. */
final class IntakeFiles {
    private IntakeFiles() {}

    static List<Path> in(String folder) {
        Path start = Path.of(System.getProperty("thorax.shared.data")).resolve(folder);
        Assumptions.assumeTrue(Files.isDirectory(start), () -> "The shared data is missing: " + start);
        try (Stream<Path> files = Files.walk(start)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

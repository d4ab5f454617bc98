package dev.thorax.imaging.decode;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Assumptions;

import dev.thorax.imaging.GreyImage;

import static org.assertj.core.api.Assertions.assertThat;

/** The files that devices really send; a test that needs them is skipped where they are missing. */
final class Intake {
    private static final Path DATA = Path.of(System.getProperty("thorax.shared.data"));

    private Intake() {}

    static byte[] file(String name) {
        Path file = DATA.resolve("intake").resolve(name);
        Assumptions.assumeTrue(Files.isReadable(file), () -> "The shared data is missing: " + file);
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<Path> files(String folder) throws IOException {
        Path start = DATA.resolve(folder);
        Assumptions.assumeTrue(Files.isDirectory(start), () -> "The shared data is missing: " + start);
        try (Stream<Path> files = Files.walk(start)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    /** Mean absolute difference of two images of the same size, in grey levels. */
    static double difference(GreyImage a, GreyImage b) {
        assertThat(a.width()).isEqualTo(b.width());
        assertThat(a.height()).isEqualTo(b.height());
        long sum = 0;
        for (int i = 0; i < a.pixels().length; i++) {
            sum += Math.abs((a.pixels()[i] & 0xff) - (b.pixels()[i] & 0xff));
        }
        return (double) sum / a.pixels().length;
    }
}

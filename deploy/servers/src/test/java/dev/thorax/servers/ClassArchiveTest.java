package dev.thorax.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** Archives of a program whose JVM ended in one way or the other. */
class ClassArchiveTest {
    private static final String WRITE = "-XX:ArchiveClassesAtExit=";
    private static final String USE = "-XX:SharedArchiveFile=";
    private static final int TERMINATED = 143;
    private static final int KILLED = 137;

    @TempDir
    Path folder;

    private Path jar;

    @BeforeEach
    void make() throws IOException {
        jar = Files.createFile(folder.resolve("program.jar"));
        Files.setLastModifiedTime(jar, FileTime.from(Instant.parse("2026-01-01T00:00:00Z")));
    }

    @Test
    void shouldUseWhatAnEarlierJvmWrote() throws IOException {
        ClassArchive first = ClassArchive.of(jar);
        write(first);
        first.ended(TERMINATED);

        assertThat(file(ClassArchive.of(jar), USE)).hasContent("classes");
        assertThat(files()).hasSize(2);
    }

    @Test
    void shouldKeepNothingOfAJvmThatWasKilled() throws IOException {
        ClassArchive first = ClassArchive.of(jar);
        write(first);
        first.ended(KILLED);

        assertThat(files()).containsExactly(jar);
        ClassArchive next = ClassArchive.of(jar);
        assertThat(option(next)).startsWith(WRITE);
        next.ended(KILLED);
    }

    @Test
    void shouldWriteAnewForANewerJar() throws IOException {
        ClassArchive first = ClassArchive.of(jar);
        write(first);
        first.ended(0);
        Files.setLastModifiedTime(jar, FileTime.from(Instant.now().plusSeconds(60)));

        ClassArchive next = ClassArchive.of(jar);

        assertThat(option(next)).startsWith(WRITE);
        next.ended(KILLED);
    }

    @Test
    void shouldLetOneJvmWriteAtATime() {
        ClassArchive first = ClassArchive.of(jar);

        ClassArchive second = ClassArchive.of(jar);

        assertThat(second.options()).isEmpty();
        second.ended(TERMINATED);
        first.ended(TERMINATED);
        assertThat(option(ClassArchive.of(jar))).startsWith(WRITE);
    }

    private static void write(ClassArchive archive) throws IOException {
        Files.writeString(file(archive, WRITE), "classes");
    }

    private static Path file(ClassArchive archive, String option) {
        return Path.of(option(archive).substring(option.length()));
    }

    private static String option(ClassArchive archive) {
        List<String> options = archive.options();
        return options.get(options.size() - 1);
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }
}

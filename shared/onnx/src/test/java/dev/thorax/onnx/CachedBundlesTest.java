package dev.thorax.onnx;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class CachedBundlesTest {
    private static final Instant NOW = Instant.parse("2026-02-01T00:00:00Z");

    @TempDir
    Path folder;

    private CachedBundles cached() {
        return new CachedBundles(folder, 250, Clock.fixed(NOW, ZoneOffset.UTC));
    }

    @Test
    void shouldDeleteTheVersionsNotUsedForLongestUntilTheBytesFit() throws IOException {
        Path oldest = version("a", "v1", Duration.ofDays(3));
        Path older = version("b", "v1", Duration.ofDays(2));
        Path old = version("a", "v2", Duration.ofDays(1));
        Path fresh = version("a", "v3", Duration.ofDays(4));

        cached().used("a", "v3");

        assertThat(oldest).doesNotExist();
        assertThat(older).doesNotExist();
        assertThat(old).exists();
        assertThat(fresh.resolve("model.onnx")).hasSize(100);
    }

    @Test
    void shouldDeleteNothingThatFitsOrIsInUse() throws IOException {
        Path old = version("a", "v1", Duration.ofDays(3));
        Path other = version("a", "v2", Duration.ofDays(2));
        cached().used("a", "v2");
        assertThat(old).exists();

        Path opening = version("a", "v3", Duration.ofMinutes(1));
        Path another = version("a", "v4", Duration.ofMinutes(1));
        cached().used("a", "v4");

        assertThat(old).doesNotExist();
        assertThat(other).exists();
        assertThat(opening).exists();
        assertThat(another).exists();
    }

    @Test
    void shouldDeleteWhatAKilledProcessHadFetchedInPart() throws IOException {
        Path old = version("a", "v1", Duration.ofDays(1));
        Path part = Files.createFile(old.resolve("model.onnx123.part"));
        Files.setLastModifiedTime(old, FileTime.from(NOW.minus(Duration.ofDays(1))));

        cached().used("a", "none");

        assertThat(part).doesNotExist();
        assertThat(old.resolve("model.onnx")).exists();
    }

    private Path version(String model, String version, Duration age) throws IOException {
        Path path = Files.createDirectories(folder.resolve(model).resolve(version));
        Files.write(path.resolve("model.onnx"), new byte[100]);
        Files.setLastModifiedTime(path, FileTime.from(NOW.minus(age)));
        return path;
    }
}

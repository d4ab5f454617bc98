package dev.thorax.worker.process;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class BuildDigestTest {
    @TempDir
    private Path folder;

    @Test
    void shouldChangeWithTheContentOfItsOwnJarsAndTheNamesOfAll() throws IOException {
        String digest = digest("thorax-worker-1.jar", "one", "onnxruntime-1.jar", "one");

        assertThat(digest).matches("[0-9a-f]{16}");
        assertThat(digest("onnxruntime-1.jar", "two", "thorax-worker-1.jar", "one"))
                .isEqualTo(digest);
        assertThat(digest("thorax-worker-1.jar", "two", "onnxruntime-1.jar", "one"))
                .isNotEqualTo(digest);
        assertThat(digest("thorax-worker-1.jar", "one", "onnxruntime-2.jar", "one"))
                .isNotEqualTo(digest);
    }

    private String digest(String first, String firstContent, String second, String secondContent) throws IOException {
        Path one = Files.writeString(folder.resolve(first), firstContent);
        Path two = Files.writeString(folder.resolve(second), secondContent);
        return BuildDigest.of(one + File.pathSeparator + two);
    }
}

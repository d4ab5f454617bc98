package dev.thorax.ingest.decode;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class DecoderClassPathTest {
    @TempDir
    private Path folder;

    @Test
    void shouldNameTheServiceAndTheLibrariesOfTheDecodersAndNoOther() throws IOException {
        Path application = folder.resolve("app.jar");
        Path imaging = Files.createFile(folder.resolve("dev.thorax.thorax-imaging-1.jar"));
        Path opencv = Files.createFile(folder.resolve("org.bytedeco.opencv-4-linux-x86_64.jar"));
        Files.createFile(folder.resolve("io.quarkus.quarkus-core-3.jar"));
        Files.createFile(folder.resolve("org.apache.kafka.kafka-clients-4.jar"));

        assertThat(DecoderClassPath.of(application, folder).split(File.pathSeparator))
                .containsExactly(application.toString(), imaging.toString(), opencv.toString());
    }
}

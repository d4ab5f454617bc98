package dev.thorax.training.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class ErasedScansConsumerTest {
    @TempDir
    Path data;

    @Test
    void shouldDeleteTheDecodedDataSetsOfThisReplicaAndThoseThatAreBeingDecoded() throws IOException {
        Path cache = Files.createDirectory(data.resolve("scans"));
        Files.createFile(cache.resolve("scans1.part"));
        Files.createFile(cache.resolve("a.pixels"));
        Files.createFile(cache.resolve("b.pixels"));

        new ErasedScansConsumer(data).erase(new byte[0]);

        assertThat(cache).isEmptyDirectory();
    }

    @Test
    void shouldDoNothingIfNothingWasTrainedHere() throws IOException {
        new ErasedScansConsumer(data.resolve("none")).erase(null);

        assertThat(data).isEmptyDirectory();
    }
}

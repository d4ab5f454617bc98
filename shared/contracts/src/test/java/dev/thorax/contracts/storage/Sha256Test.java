package dev.thorax.contracts.storage;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class Sha256Test {
    /** FIPS 180-2, appendix B.1. */
    private static final String ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    @Test
    void shouldDigestBytesTextAndFilesAlike(@TempDir Path folder) throws IOException {
        byte[] bytes = "abc".getBytes(StandardCharsets.UTF_8);
        assertThat(Sha256.of(bytes)).isEqualTo(ABC);
        assertThat(Sha256.of("abc")).isEqualTo(ABC);
        assertThat(Sha256.of(Files.write(folder.resolve("file"), bytes))).isEqualTo(ABC);
    }
}

package dev.thorax.local;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.thorax.contracts.storage.Sha256;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ScanPublisherTest {
    @TempDir
    private Path folder;

    /** The file is larger than any Java array. */
    @Test
    void shouldRefuseAFileOver32MiBWithoutReadingIt() throws IOException {
        Path file = folder.resolve("archive.zip");
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(3L << 30);
        }

        try (ScanPublisher device = device()) {
            assertThatThrownBy(() -> device.send("id", file, Map.of()))
                    .isInstanceOf(FileRefusedException.class)
                    .hasMessageContaining("32 MiB");
        }
    }

    @Test
    void shouldEndSendingWhenInterrupted() throws IOException {
        Path file = Files.writeString(folder.resolve("scan.png"), "scan");

        try (ScanPublisher device = device()) {
            Thread.currentThread().interrupt();

            assertThatThrownBy(() -> device.send("id", file, Map.of())).isInstanceOf(InterruptedException.class);
        }
        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void shouldHashAFileAsSha256sumDoes() throws IOException {
        Path file = Files.writeString(folder.resolve("scan"), "abc");

        assertThat(ScanId.of(file))
                .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
                .isEqualTo(Sha256.of("abc"));
    }

    /** Of a broker that nobody runs: nothing listens on port 1. */
    private static ScanPublisher device() {
        return new ScanPublisher(
                Map.of("bootstrap.servers", "127.0.0.1:1", "security.protocol", "PLAINTEXT"), Clock.systemUTC());
    }
}

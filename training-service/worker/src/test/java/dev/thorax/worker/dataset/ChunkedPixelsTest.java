package dev.thorax.worker.dataset;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class ChunkedPixelsTest {
    private static final int SCANS = 2500;

    @TempDir
    private Path folder;

    @Test
    void shouldGiveTheSamePixelsFromMemoryAndFromAFileBeyondOneChunk() throws IOException {
        List<byte[]> scans = IntStream.range(0, SCANS)
                .mapToObj(i -> new byte[] {(byte) i, (byte) (i >> 8)})
                .toList();
        byte[] all = new byte[2 * SCANS];
        IntStream.range(0, SCANS).forEach(i -> System.arraycopy(scans.get(i), 0, all, 2 * i, 2));
        Path file = Files.write(folder.resolve("scans.pixels"), all);

        for (ScanPixels pixels : List.of(ChunkedPixels.of(scans), ChunkedPixels.map(file, SCANS, 2))) {
            for (int i : new int[] {0, 1, 1023, 1024, 2047, 2048, SCANS - 1}) {
                assertThat(pixels.get(i)).isEqualTo(scans.get(i));
            }
            byte[] target = new byte[4];
            pixels.copy(1025, target, 1);
            assertThat(target).containsExactly(0, 1, 4, 0);
        }
    }
}

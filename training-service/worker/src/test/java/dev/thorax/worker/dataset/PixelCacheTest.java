package dev.thorax.worker.dataset;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.thorax.contracts.model.InputSpec;
import dev.thorax.contracts.model.InputSpec.Interpolation;
import dev.thorax.worker.LocalFaultException;
import dev.thorax.worker.TrainingException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PixelCacheTest {
    private static final InputSpec INPUT = new InputSpec(2, 3, Interpolation.AREA);

    @TempDir
    private Path folder;

    private final AtomicInteger decoded = new AtomicInteger();
    private Instant now = Instant.EPOCH;

    @Test
    void shouldGiveEachScanItsOwnPixelsAlsoBeyondOneMapping() {
        ScanPixels pixels = cache().get("digest", INPUT, 2500, source(2500));

        for (int scan : new int[] {0, 1023, 1024, 2048, 2499}) {
            assertThat(pixels.get(scan)).as("scan %d", scan).isEqualTo(scan(scan));
        }
    }

    @Test
    void shouldDecodeADataSetOnceASize() {
        cache().get("digest", INPUT, 4, source(4));
        ScanPixels again = cache().get("digest", INPUT, 4, source(4));
        assertThat(decoded).hasValue(4);
        assertThat(again.get(3)).isEqualTo(scan(3));

        cache().get("digest", new InputSpec(2, 3, Interpolation.NEAREST), 4, source(4));
        cache().get("other", INPUT, 4, source(4));
        cache().get("digest", INPUT.ofCanonical(2), 4, source(4));
        assertThat(decoded).hasValue(16);
    }

    @Test
    void shouldDecodeAgainWhatWasCutShort() throws IOException {
        cache().get("digest", INPUT, 4, source(4));
        try (Stream<Path> files = Files.list(folder.resolve("scans"))) {
            Files.write(files.findFirst().orElseThrow(), new byte[5]);
        }

        assertThat(cache().get("digest", INPUT, 4, source(4)).get(2)).isEqualTo(scan(2));
    }

    @Test
    void shouldKeepTheDataSetsThatWereUsedLast() throws IOException {
        for (int i = 0; i < 12; i++) {
            now = now.plusSeconds(1);
            cache().get("digest" + i, INPUT, 1, source(1));
            cache().get("digest0", INPUT, 1, source(1));
        }

        assertThat(folder.resolve("scans"))
                .isDirectoryContaining("glob:**/digest0-*")
                .isDirectoryContaining("glob:**/digest11-*");
        try (Stream<Path> files = Files.list(folder.resolve("scans"))) {
            assertThat(files).hasSize(8);
        }
    }

    @Test
    void shouldRemoveWhatAKilledWorkerBegan() throws IOException {
        Path begun = Files.createDirectories(folder.resolve("scans")).resolve("scans1.part");
        Files.setLastModifiedTime(Files.writeString(begun, "half"), FileTime.from(now.minus(Duration.ofDays(2))));
        Path young = Files.writeString(folder.resolve("scans").resolve("scans2.part"), "half");
        Files.setLastModifiedTime(young, FileTime.from(now));

        cache().get("digest", INPUT, 1, source(1));

        assertThat(begun).doesNotExist();
        assertThat(young).exists();
    }

    @Test
    void shouldLetNobodyElseLookIntoItsFolder() throws IOException {
        cache().get("digest", INPUT, 1, source(1));

        assertThat(Files.getPosixFilePermissions(folder.resolve("scans")))
                .containsExactlyInAnyOrder(
                        PosixFilePermission.OWNER_READ,
                        PosixFilePermission.OWNER_WRITE,
                        PosixFilePermission.OWNER_EXECUTE);
    }

    @Test
    void shouldSayThatItsFolderCannotBeWritten() throws IOException {
        Files.writeString(folder.resolve("scans"), "a file in the folder's place");

        assertThatThrownBy(() -> cache().get("digest", INPUT, 1, source(1)))
                .isInstanceOf(LocalFaultException.class)
                .hasMessageContaining("cannot be kept in " + folder.resolve("scans"))
                .hasMessageEndingWith("set thorax.training.data to another folder.");
    }

    @Test
    void shouldLeaveNothingOfADataSetThatCouldNotBeRead() {
        assertThatThrownBy(() -> cache().get("digest", INPUT, 1, () -> {
                    throw new TrainingException("The image is gone.");
                }))
                .hasMessage("The image is gone.");
        assertThat(folder.resolve("scans")).isEmptyDirectory();
    }

    @Test
    void shouldBeginAgainIfAnErasureComesWhileADataSetIsDecoded() {
        AtomicInteger turns = new AtomicInteger();
        PixelCache.Source source = () -> {
            int turn = turns.incrementAndGet();
            return IntStream.range(0, 4)
                    .mapToObj(i -> {
                        if (turn == 1 && i == 2) {
                            erase();
                        }
                        return turn == 1 ? new byte[6] : scan(i);
                    })
                    .iterator();
        };

        ScanPixels pixels = cache().get("digest", INPUT, 4, source);

        assertThat(pixels.get(1)).isEqualTo(scan(1));
        assertThat(turns).hasValue(2);
        assertThat(folder.resolve("scans").toFile().list()).hasSize(1);
    }

    @Test
    void shouldKeepNoPixelsIfTheErasedScanIsOneOfTheDataSet() {
        AtomicInteger turns = new AtomicInteger();
        PixelCache.Source source = () -> {
            if (turns.incrementAndGet() > 1) {
                throw new TrainingException("A scan was erased.");
            }
            return IntStream.range(0, 4)
                    .mapToObj(i -> {
                        if (i == 3) {
                            erase();
                        }
                        return scan(i);
                    })
                    .iterator();
        };

        assertThatThrownBy(() -> cache().get("digest", INPUT, 4, source)).hasMessage("A scan was erased.");

        assertThat(folder.resolve("scans")).isEmptyDirectory();
    }

    @Test
    void shouldGiveUpIfItsFilesAreDeletedAgainAndAgain() {
        assertThatThrownBy(() -> cache().get("digest", INPUT, 1, () -> {
                    erase();
                    return source(1).iterator();
                }))
                .isInstanceOf(LocalFaultException.class);
    }

    /** Deletes what training-service deletes when a scan was erased. */
    private void erase() {
        try (Stream<Path> files = Files.list(folder.resolve("scans"))) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private PixelCache cache() {
        return new PixelCache(folder.resolve("scans"), clock());
    }

    private Clock clock() {
        return InstantSource.fixed(now).withZone(ZoneOffset.UTC);
    }

    private PixelCache.Source source(int scans) {
        return () -> IntStream.range(0, scans)
                .mapToObj(i -> {
                    decoded.incrementAndGet();
                    return scan(i);
                })
                .iterator();
    }

    private static byte[] scan(int index) {
        return new byte[] {1, 2, 3, 4, (byte) (index >> 8), (byte) index};
    }
}

package dev.thorax.worker.dataset;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

import dev.thorax.contracts.model.InputSpec;
import dev.thorax.contracts.worker.WorkerSettings;
import dev.thorax.storage.PrivateFolder;
import dev.thorax.worker.LocalFaultException;

/** Caches decoded data sets on disk, one file for each data set and size, readable by this user only. */
public final class PixelCache {
    /** Data sets at a size that stay; the one that was used longest ago goes first. */
    private static final int KEPT = 8;

    /** Erasures during one call after which it is given up. */
    private static final int MOST_ERASURES = 20;

    private static final String SUFFIX = WorkerSettings.DECODED_SUFFIX;
    private static final String PART = WorkerSettings.PART_SUFFIX;
    /** After this long nobody writes to a part any more: whoever began it was killed. */
    private static final Duration LONGEST_WRITE = Duration.ofDays(1);

    private final Path folder;
    private final Clock clock;

    /**
     * A cache in {@code folder}, which is made if it is missing.
     *
     * @param clock says when a data set was used
     */
    public PixelCache(Path folder, Clock clock) {
        this.folder = folder;
        this.clock = clock;
    }

    /** Gives the scans of a data set in order, uint8[H * W + trailer] each. */
    interface Source extends Iterable<byte[]> {}

    /** Returns the pixels of a data set without trailers. */
    ScanPixels get(String digest, InputSpec input, int scans, Source source) {
        return get(digest, input, scans, 0, source);
    }

    /**
     * Returns the pixels of a data set, from disk or else from {@code source}.
     *
     * @param digest the data set's
     * @param trailer bytes behind the pixels of each scan
     * @throws LocalFaultException with a sentence, if the disk has no room for them
     */
    ScanPixels get(String digest, InputSpec input, int scans, int trailer, Source source) {
        int pixels = input.height() * input.width() + trailer;
        Path file = folder.resolve(digest + "-" + input.width() + "x" + input.height() + "-"
                + (input.interpolation() + "-" + input.fit()).toLowerCase(java.util.Locale.ROOT) + "-v"
                + input.canonical() + SUFFIX);
        try {
            for (int erasures = 0; ; erasures++) {
                try {
                    return kept(file, scans, pixels, source);
                } catch (NoSuchFileException e) {
                    // An erasure deleted it in the meantime, as it may have an erased scan. So the scans are read
                    // again.
                    if (erasures == MOST_ERASURES) {
                        throw e;
                    }
                }
            }
        } catch (IOException e) {
            throw new LocalFaultException(
                    "The decoded scans, " + ((long) scans * pixels >> 20) + " MiB, cannot be kept in " + folder + " ("
                            + e.getMessage() + "); make room there, or set thorax.training.data to another folder.",
                    e);
        }
    }

    private ScanPixels kept(Path file, int scans, int pixels, Source source) throws IOException {
        if (!Files.exists(file) || Files.size(file) != (long) scans * pixels) {
            makeRoom();
            write(file, source);
        }
        Files.setLastModifiedTime(file, FileTime.from(clock.instant()));
        return ChunkedPixels.map(file, scans, pixels);
    }

    private void makeRoom() throws IOException {
        PrivateFolder.create(folder);
        try (DirectoryStream<Path> parts = Files.newDirectoryStream(folder, "*" + PART)) {
            for (Path part : parts) {
                if (used(part).toInstant().isBefore(clock.instant().minus(LONGEST_WRITE))) {
                    Files.deleteIfExists(part);
                }
            }
        }
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> newestFirst = files.filter(file -> file.toString().endsWith(SUFFIX))
                    .sorted(Comparator.comparing(PixelCache::used).reversed())
                    .toList();
            for (Path old : newestFirst.subList(Math.min(KEPT - 1, newestFirst.size()), newestFirst.size())) {
                Files.deleteIfExists(old);
            }
        }
    }

    private void write(Path file, Source source) throws IOException {
        Path part = Files.createTempFile(folder, "scans", PART);
        try {
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(part), 1 << 20)) {
                for (byte[] scan : source) {
                    out.write(scan);
                }
            }
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private static FileTime used(Path file) {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package dev.thorax.onnx;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

import org.jboss.logging.Logger;

import dev.thorax.storage.FolderTree;

/**
 * Bounds the folder in which fetched bundles are kept. The versions that were not used for longest leave first. A version that leaves is
 * fetched again when it is needed.
 */
public final class CachedBundles {
    private static final Logger LOG = Logger.getLogger(CachedBundles.class);
    /** A version used more recently than this may be being opened. */
    private static final Duration IN_USE = Duration.ofMinutes(10);

    private static final String PART = ".part";

    private final Path folder;
    private final long maxBytes;
    private final Clock clock;

    /**
     * Bounds {@code folder}.
     *
     * @param maxBytes bytes that its files may have together, at least 0
     * @param clock the time at which a version was used
     */
    public CachedBundles(Path folder, long maxBytes, Clock clock) {
        this.folder = folder;
        this.maxBytes = maxBytes;
        this.clock = clock;
    }

    /** Marks a version as used now, and deletes what is too much. A folder that cannot be read is logged. */
    public synchronized void used(String model, String version) {
        Instant now = clock.instant();
        try {
            Path used = folder.resolve(model).resolve(version);
            if (Files.isDirectory(used)) {
                Files.setLastModifiedTime(used, FileTime.from(now));
            }
            trim(now);
        } catch (IOException e) {
            LOG.warnf("The folder of fetched models cannot be bounded folder=%s cause=\"%s\"", folder, e);
        }
    }

    private void trim(Instant now) throws IOException {
        List<Version> oldestFirst = versions();
        long bytes = oldestFirst.stream().mapToLong(Version::bytes).sum();
        for (Version version : oldestFirst) {
            if (version.used().isAfter(now.minus(IN_USE))) {
                return;
            }
            deleteParts(version.folder());
            if (bytes > maxBytes) {
                FolderTree.delete(version.folder());
                bytes -= version.bytes();
                LOG.infof("Deleted a fetched model version folder=%s bytes=%d", version.folder(), version.bytes());
            }
        }
    }

    /** Deletes what a process that was killed had fetched in part. */
    private static void deleteParts(Path version) throws IOException {
        try (DirectoryStream<Path> parts = Files.newDirectoryStream(version, "*" + PART)) {
            for (Path part : parts) {
                Files.deleteIfExists(part);
            }
        }
    }

    private List<Version> versions() throws IOException {
        List<Version> versions = new ArrayList<>();
        for (Path model : folders(folder)) {
            for (Path version : folders(model)) {
                versions.add(new Version(
                        version,
                        bytes(version),
                        Files.getLastModifiedTime(version).toInstant()));
            }
        }
        versions.sort(Comparator.comparing(Version::used));
        return versions;
    }

    private static List<Path> folders(Path parent) throws IOException {
        if (!Files.isDirectory(parent)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(parent)) {
            return entries.filter(Files::isDirectory).toList();
        }
    }

    private static long bytes(Path version) throws IOException {
        long bytes = 0;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(version)) {
            for (Path file : files) {
                bytes += Files.size(file);
            }
        }
        return bytes;
    }

    /**
     * A version in the folder.
     *
     * @param used when it was used last
     */
    private record Version(Path folder, long bytes, Instant used) {}
}

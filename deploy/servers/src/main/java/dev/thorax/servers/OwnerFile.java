package dev.thorax.servers;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Properties;

/** Writes files that only their owner may read. */
final class OwnerFile {
    private OwnerFile() {}

    /** Writes {@code properties} in the form of {@link Properties}, of ASCII characters, in the place of what is there. */
    static void write(Path file, Map<String, String> properties) {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        Properties all = new Properties();
        all.putAll(properties);
        try {
            all.store(text, null);
            write(file, text.toString(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes {@code text} in the place of what is there. */
    static void write(Path file, String text) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.deleteIfExists(file);
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package dev.thorax.access.key;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.function.UnaryOperator;

import dev.thorax.access.ChangeableFile;

/** Keeps the keys in one file, which all services read. It has no secrets, but only its owner may read or change it. */
public final class KeyFile {
    private static final FileAttribute<?> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private KeyFile() {}

    /** Reads the keys. Throws {@link KeyFileException} with a sentence if the file is missing or malformed. */
    public static AccessKeys read(Path file) {
        return parse(file, bytes(file));
    }

    /**
     * Returns the bytes of the file. Throws {@link KeyFileException} with a sentence if it cannot be read, or if others than its
     * owner may change it.
     */
    public static byte[] bytes(Path file) {
        try {
            byte[] bytes = Files.readAllBytes(file);
            if (ChangeableFile.isChangeable(file)) {
                throw new KeyFileException(ChangeableFile.sentence(file));
            }
            return bytes;
        } catch (IOException e) {
            throw new KeyFileException("The file of keys " + file + " cannot be read ("
                    + e.getClass().getSimpleName() + "); make it with: deploy/admin/run keys add --file " + file + ".");
        }
    }

    /** Reads the keys from the bytes of {@code file}. Throws {@link KeyFileException} with a sentence if they are malformed. */
    public static AccessKeys parse(Path file, byte[] bytes) {
        try {
            return KeyFileFormat.read(bytes);
        } catch (KeyFileException e) {
            throw new KeyFileException("The file of keys " + file + " is malformed: " + e.getMessage());
        }
    }

    /** Changes the keys in one step that readers see whole or not at all. A missing file has no keys. One change at a time. */
    public static AccessKeys change(Path file, UnaryOperator<AccessKeys> change) {
        try {
            Path real = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
            Files.createDirectories(real.getParent());
            Path lock = real.resolveSibling("." + real.getFileName() + ".lock");
            try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                channel.lock();
                AccessKeys changed = change.apply(Files.exists(real) ? read(real) : new AccessKeys(List.of()));
                write(real, changed);
                return changed;
            }
        } catch (IOException e) {
            throw new KeyFileException("The file of keys " + file + " cannot be written (" + e + ").");
        }
    }

    private static void write(Path file, AccessKeys keys) throws IOException {
        Path next = Files.createTempFile(file.getParent(), "." + file.getFileName(), ".next", OWNER_ONLY);
        try {
            Files.write(next, KeyFileFormat.write(keys), StandardOpenOption.SYNC);
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(next);
        }
    }
}

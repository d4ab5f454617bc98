package dev.thorax.local;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Properties;
import java.util.function.Supplier;

/** Locates everything that is kept between runs: the broker's log, the objects, the secrets and the services' logs. */
final class HomeFolder implements AutoCloseable {
    private static final long NEEDED_BYTES = 2L << 30;

    private final Path folder;
    private final FileChannel lockFile;

    private HomeFolder(Path folder, FileChannel lockFile) {
        this.folder = folder;
        this.lockFile = lockFile;
    }

    /** Opens the folder for this run and this user alone, and creates it if it is missing. Throws {@link CannotRunException} if that fails. */
    static HomeFolder open(Path folder) {
        try {
            Path absolute = folder.toAbsolutePath().normalize();
            if (absolute.toString().contains(",")) {
                throw new CannotRunException(
                        "The folder " + absolute + " has a comma in its path, where Kafka would end the path"
                                + " of its data; choose another folder with --home.");
            }
            Files.createDirectories(absolute);
            // Broker, store and services write below with the rights that the user's mask gives. Nobody else gets
            // there.
            Files.setPosixFilePermissions(absolute, PosixFilePermissions.fromString("rwx------"));
            long free = Files.getFileStore(absolute).getUsableSpace();
            if (free < NEEDED_BYTES) {
                throw new CannotRunException("The disk of " + absolute + " has only " + (free >> 20)
                        + " MiB free, but 2 GiB are needed; make room, or choose another folder with --home.");
            }
            FileChannel channel =
                    FileChannel.open(absolute.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            lock(absolute, channel);
            return new HomeFolder(absolute, channel);
        } catch (IOException e) {
            throw new CannotRunException("The folder " + folder + " cannot be written (" + e.getMessage()
                    + "); choose another one with --home.");
        }
    }

    private static void lock(Path folder, FileChannel channel) throws IOException {
        try {
            if (channel.tryLock() != null) {
                return;
            }
        } catch (OverlappingFileLockException e) {
            // Held by this very JVM: the same answer.
        }
        channel.close();
        throw new CannotRunException("Another run uses " + folder
                + "; stop that one, or choose another folder with --home and other ports with --first-port.");
    }

    Path kafka() {
        return folder.resolve("kafka");
    }

    Path s3() {
        return folder.resolve("s3");
    }

    Path services() {
        return folder.resolve("services");
    }

    /** Returns the file of the key that signs versions, readable by the owner only. */
    Path signingKey() {
        return folder.resolve("signing-key.pem");
    }

    /** Returns the file of the keys that may have signed versions. */
    Path publicKeys() {
        return folder.resolve("public-keys.pem");
    }

    /** Returns the key of the operator at this machine. */
    OperatorKey operatorKey(Clock clock) {
        return OperatorKey.in(folder, clock);
    }

    Path phantoms() {
        return folder.resolve("phantoms");
    }

    /** Returns a secret that was made at the first run and is readable by the owner only. */
    String secret(String name) {
        return secret(name, () -> HexFormat.of().formatHex(random(24)));
    }

    /** Returns the keys with which the objects of scans are encrypted, made at the first run like a secret. */
    String encryptionKeys() {
        return secret("encryption", () -> "local:" + Base64.getEncoder().encodeToString(random(32)));
    }

    private String secret(String name, Supplier<String> made) {
        Path file = folder.resolve("secrets.properties");
        Properties secrets = new Properties();
        try {
            if (Files.notExists(file)) {
                Files.createFile(
                        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            }
            try (var in = Files.newBufferedReader(file)) {
                secrets.load(in);
            }
            if (secrets.getProperty(name) == null) {
                secrets.setProperty(name, made.get());
                try (var out = Files.newBufferedWriter(file)) {
                    secrets.store(out, null);
                }
            }
            return secrets.getProperty(name);
        } catch (IOException e) {
            throw new CannotRunException("The file " + file + " cannot be read or written (" + e.getMessage() + ").");
        }
    }

    private static byte[] random(int length) {
        byte[] random = new byte[length];
        new SecureRandom().nextBytes(random);
        return random;
    }

    @Override
    public void close() {
        try {
            lockFile.close();
        } catch (IOException e) {
            throw new CannotRunException("The lock in " + folder + " could not be released (" + e.getMessage() + ").");
        }
    }
}

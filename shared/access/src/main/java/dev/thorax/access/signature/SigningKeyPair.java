package dev.thorax.access.signature;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.util.Set;

/**
 * A signing key and the public key that verifies its signatures.
 *
 * @param pair both keys, Ed25519
 */
public record SigningKeyPair(KeyPair pair) {
    private static final Set<PosixFilePermission> PUBLIC = PosixFilePermissions.fromString("rw-r--r--");

    /** Makes a new pair. */
    public static SigningKeyPair generate() {
        return new SigningKeyPair(Ed25519.generate());
    }

    /** Returns the key that signs. */
    public SigningKey signing() {
        return new SigningKey(pair.getPrivate());
    }

    /** Returns the public key alone as those that are trusted. */
    public TrustedKeys trusted() {
        return TrustedKeys.ofPem(publicPem());
    }

    /**
     * Writes the signing key to a new file, readable by its owner only, and adds the public key to those in {@code publicKeys}.
     *
     * @throws SigningKeyException if there is a file of that name already, or one cannot be written
     */
    public void write(Path signingKey, Path publicKeys) {
        if (Files.exists(signingKey)) {
            throw new SigningKeyException(
                    "There is a file " + signingKey + " already, which may be a key in use; name a new file.");
        }
        try {
            Path folder = Files.createDirectories(signingKey.toAbsolutePath().getParent());
            // Readable by its owner only, as the JDK makes temporary files.
            Path part = Files.createTempFile(folder, "signing", ".part");
            Files.writeString(part, Pem.write(Pem.PRIVATE, pair.getPrivate().getEncoded()));
            if (Files.notExists(publicKeys)) {
                Files.createFile(publicKeys, PosixFilePermissions.asFileAttribute(PUBLIC));
            }
            Files.writeString(publicKeys, publicPem(), StandardOpenOption.APPEND);
            Files.move(part, signingKey);
        } catch (IOException e) {
            throw new SigningKeyException("The keys " + signingKey + " and " + publicKeys + " cannot be written (" + e
                    + "); name files in a folder that this user may write to.");
        }
    }

    private String publicPem() {
        return Pem.write(Pem.PUBLIC, pair.getPublic().getEncoded());
    }
}

package dev.thorax.access.signature;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.PrivateKey;
import java.security.spec.InvalidKeySpecException;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Signs the manifests of versions. Only the control plane and the operator's command hold one. */
public final class SigningKey {
    private static final Set<PosixFilePermission> OTHERS = EnumSet.of(
            PosixFilePermission.OTHERS_READ, PosixFilePermission.OTHERS_WRITE, PosixFilePermission.GROUP_WRITE);

    private final PrivateKey key;

    SigningKey(PrivateKey key) {
        this.key = key;
    }

    /**
     * Reads the key of a PKCS#8 file in PEM.
     *
     * @throws SigningKeyException if the file has none, or other users of the machine may read it
     */
    public static SigningKey read(Path file) {
        try {
            if (Files.getPosixFilePermissions(file).stream().anyMatch(OTHERS::contains)) {
                throw new SigningKeyException("Other users may read or change the signing key " + file
                        + "; make it readable by its owner only (chmod 600), and replace it if others had access.");
            }
            List<byte[]> keys = Pem.read(Pem.PRIVATE, Files.readString(file));
            if (keys.size() != 1) {
                throw notAKey(file, "it has " + keys.size() + " private keys in PEM, not 1");
            }
            return new SigningKey(Ed25519.privateKey(keys.get(0)));
        } catch (CharacterCodingException e) {
            throw notAKey(file, "it is no text");
        } catch (IOException e) {
            throw new SigningKeyException("The signing key " + file + " cannot be read (" + e
                    + "); make one with deploy/admin/run signing-key, and name its file.");
        } catch (InvalidKeySpecException | IllegalArgumentException e) {
            throw notAKey(file, e.getMessage());
        }
    }

    /**
     * Returns the signature of a manifest, 64 bytes.
     *
     * @param digest SHA-256 of the manifest, 64 lower-case hex digits
     */
    public byte[] sign(String digest) {
        return Ed25519.sign(key, digest);
    }

    private static SigningKeyException notAKey(Path file, String cause) {
        return new SigningKeyException("The file " + file + " is no Ed25519 signing key in PEM (" + cause
                + "); make one with deploy/admin/run signing-key.");
    }
}

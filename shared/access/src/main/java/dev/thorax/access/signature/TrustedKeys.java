package dev.thorax.access.signature;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.security.spec.InvalidKeySpecException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

import dev.thorax.access.ChangeableFile;

/**
 * Verifies signatures of manifests with the public keys that are trusted. There may be several, so that keys rotate. Safe for
 * use by many threads.
 */
public final class TrustedKeys {
    private final Supplier<String> pem;
    private final String source;

    private TrustedKeys(Supplier<String> pem, String source) {
        this.pem = pem;
        this.source = source;
        keys();
    }

    /**
     * Trusts the SPKI keys in the PEM blocks of {@code file}. It is read at each use, so that keys change without a restart.
     *
     * @throws SigningKeyException if the file has no such key, or others than its owner may change it
     */
    public static TrustedKeys ofFile(Path file) {
        return new TrustedKeys(() -> text(file), "The file " + file);
    }

    /**
     * Trusts the SPKI keys in PEM blocks.
     *
     * @throws SigningKeyException if there is none
     */
    public static TrustedKeys ofPem(String pem) {
        return new TrustedKeys(() -> pem, "The text of public keys");
    }

    /** Returns the keys that are trusted now, as PEM. */
    public String pem() {
        return pem.get();
    }

    /**
     * Returns whether one of the keys has signed the manifest.
     *
     * @param digest SHA-256 of the manifest, 64 lower-case hex digits
     * @param signature what stands beside it
     * @throws SigningKeyException if the keys cannot be read now
     */
    public boolean haveSigned(String digest, byte[] signature) {
        return keys().stream().anyMatch(key -> Ed25519.verify(key, digest, signature));
    }

    /** Returns whether one of these is the public key of {@code key}. */
    public boolean contain(SigningKey key) {
        String digest = "0".repeat(64);
        return haveSigned(digest, key.sign(digest));
    }

    private List<PublicKey> keys() {
        List<PublicKey> keys = new ArrayList<>();
        try {
            for (byte[] der : Pem.read(Pem.PUBLIC, pem.get())) {
                keys.add(Ed25519.publicKey(der));
            }
        } catch (InvalidKeySpecException | IllegalArgumentException e) {
            throw new SigningKeyException(source + " has a public key that is not Ed25519 in PEM (" + e.getMessage()
                    + "); replace it by one of deploy/admin/run signing-key.");
        }
        if (keys.isEmpty()) {
            throw new SigningKeyException(
                    source + " has no public key in PEM, so nothing could be trusted; make a pair with"
                            + " deploy/admin/run signing-key.");
        }
        return keys;
    }

    private static String text(Path file) {
        try {
            String text = Files.readString(file);
            if (ChangeableFile.isChangeable(file)) {
                throw new SigningKeyException(ChangeableFile.sentence(file));
            }
            return text;
        } catch (IOException e) {
            throw new SigningKeyException("The file of public keys " + file + " cannot be read (" + e
                    + "); make it with deploy/admin/run signing-key, and name it.");
        }
    }
}

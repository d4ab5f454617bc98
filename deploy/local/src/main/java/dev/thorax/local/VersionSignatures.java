package dev.thorax.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

import dev.thorax.access.signature.ExistingVersions;
import dev.thorax.access.signature.InvalidSignatureException;
import dev.thorax.access.signature.NamedVersion;
import dev.thorax.access.signature.SigningKey;
import dev.thorax.access.signature.SigningKeyPair;
import dev.thorax.access.signature.TrustedKeys;
import dev.thorax.access.signature.UnsignableVersionException;
import dev.thorax.access.signature.UnsignedVersion;
import dev.thorax.access.signature.VersionSigner;
import dev.thorax.storage.ObjectStore;

/**
 * Makes the keys that sign the versions of a local stack at its first start. Versions of earlier releases are signed once, before the
 * key is put in its place: if that was interrupted, the next start goes on.
 */
final class VersionSignatures {
    private static final String NOT_SIGNED = "A model of an earlier run is not signed: ";

    private VersionSignatures() {}

    /** Makes the keys if there are none, signs what was trained before, and prints how many versions that is. */
    static void prepare(HomeFolder home, ObjectStore store, TerminalProgress progress) {
        Path key = home.signingKey();
        if (Files.exists(key)) {
            return;
        }
        Path made = key.resolveSibling(key.getFileName() + ".new");
        if (Files.notExists(made)) {
            SigningKeyPair.generate().write(made, home.publicKeys());
        }
        VersionSigner signer = new VersionSigner(store, SigningKey.read(made), TrustedKeys.ofFile(home.publicKeys()));
        int signed = takeUp(store, signer, progress);
        if (signed > 0) {
            progress.say("Signed " + signed + (signed == 1 ? " model version" : " model versions")
                    + " of earlier runs with the new key of this folder: from now on only signed versions are used.");
        }
        put(made, key);
    }

    private static int takeUp(ObjectStore store, VersionSigner signer, TerminalProgress progress) {
        List<UnsignedVersion> unsigned = signer.unsigned((version, cause) -> progress.say(NOT_SIGNED + cause));
        int signed = 0;
        for (NamedVersion version : new ExistingVersions(store).of(unsigned).versions()) {
            try {
                signed += signer.sign(version, null) ? 1 : 0;
            } catch (UnsignableVersionException | InvalidSignatureException e) {
                progress.say(NOT_SIGNED + e.getMessage());
            }
        }
        return signed;
    }

    private static void put(Path made, Path key) {
        try {
            Files.move(made, key, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new CannotRunException("The signing key " + key + " cannot be written (" + e.getMessage()
                    + "); make room there, or choose another folder with --home.");
        }
    }
}

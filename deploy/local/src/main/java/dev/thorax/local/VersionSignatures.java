package dev.thorax.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

import dev.thorax.access.signature.SigningKey;
import dev.thorax.access.signature.SigningKeyPair;
import dev.thorax.access.signature.TrustedKeys;
import dev.thorax.access.signature.VersionSigner;
import dev.thorax.storage.ObjectStore;

/**
 * Makes the keys that sign the versions of a local stack at its first start. Versions of earlier releases are signed once, before the
 * key is put in its place: if that was interrupted, the next start goes on.
 */
final class VersionSignatures {
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
        int signed = signer.signAll(
                null, (version, cause) -> progress.say("A model of an earlier run is not signed: " + cause));
        if (signed > 0) {
            progress.say("Signed " + signed + (signed == 1 ? " model version" : " model versions")
                    + " of earlier runs with the new key of this folder: from now on only signed versions are used.");
        }
        try {
            Files.move(made, key, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new CannotRunException("The signing key " + key + " cannot be written (" + e.getMessage()
                    + "); make room there, or choose another folder with --home.");
        }
    }
}

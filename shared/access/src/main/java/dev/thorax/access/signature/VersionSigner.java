package dev.thorax.access.signature;

import java.util.List;
import java.util.function.BiConsumer;

import org.jspecify.annotations.Nullable;

import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.model.Manifest;
import dev.thorax.contracts.model.ManifestCheck;
import dev.thorax.contracts.storage.Sha256;
import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.storage.ObjectMissingException;
import dev.thorax.storage.ObjectStore;

/** Signs versions in the object store: one when it is registered, or all that are there. */
public final class VersionSigner {
    private static final int PARTS = 4;

    private final ObjectStore store;
    private final SigningKey key;
    private final BundleSignatures signatures;

    /**
     * Signs versions in {@code store}.
     *
     * @param trusted the keys that services trust; one of them must be that of {@code key}
     * @throws KeyFileException with a sentence, if no service would trust the signatures
     */
    public VersionSigner(ObjectStore store, SigningKey key, TrustedKeys trusted) {
        if (!trusted.contain(key)) {
            throw new KeyFileException("The public key of the signing key is not among the trusted keys, so no service"
                    + " would use what it signs; add it to the file of thorax.signatures.public-keys.");
        }
        this.store = store;
        this.key = key;
        this.signatures = new BundleSignatures(store, trusted);
    }

    /**
     * Signs a version, unless it is signed.
     *
     * @return whether it was signed now
     * @throws UnsignableVersionException with a sentence, if it has no manifest that could be signed
     * @throws InvalidSignatureException with a sentence, if there is a wrong signature
     */
    public boolean sign(String model, String version) {
        return signatures.add(model, version, digest(model, version), key);
    }

    /**
     * Signs all versions that no trusted key has signed.
     *
     * @param before keys whose signatures are replaced, because they are withdrawn; null if there are none
     * @param refused receives the name of each version that stays as it is, and a sentence that says why
     * @return how many were signed now
     */
    public int signAll(@Nullable TrustedKeys before, BiConsumer<String, String> refused) {
        int signed = 0;
        for (String[] version : versions()) {
            try {
                if (before == null ? sign(version[0], version[1]) : signOrRenew(version[0], version[1], before)) {
                    signed++;
                }
            } catch (UnsignableVersionException | InvalidSignatureException e) {
                refused.accept("model " + version[0] + " version " + version[1], e.getMessage());
            }
        }
        return signed;
    }

    private boolean signOrRenew(String model, String version, TrustedKeys before) {
        String digest = digest(model, version);
        try {
            return signatures.add(model, version, digest, key);
        } catch (InvalidSignatureException e) {
            signatures.renew(model, version, digest, key, before);
            return true;
        }
    }

    private List<String[]> versions() {
        return store.list(StorageKeys.models()).stream()
                .map(object -> object.split("/"))
                .filter(parts -> parts.length == PARTS && parts[PARTS - 1].equals(Manifest.MANIFEST))
                .map(parts -> new String[] {parts[1], parts[2]})
                .toList();
    }

    /** Returns the digest of a manifest that is one. */
    private String digest(String model, String version) {
        byte[] json = manifest(model, version);
        String fault;
        try {
            fault = json.length > Manifest.MAX_BYTES
                    ? "is larger than 16 MiB"
                    : ManifestCheck.fault(Json.read(json, Manifest.class), model, version);
        } catch (Json.UnreadableEventException e) {
            fault = "is not readable: " + e.getMessage();
        }
        if (fault != null) {
            throw new UnsignableVersionException("The manifest of version " + version + " of " + model + " " + fault
                    + ", so the version is not signed; train it again.");
        }
        return Sha256.of(json);
    }

    private byte[] manifest(String model, String version) {
        try {
            return store.read(
                    StorageKeys.bundleFile(model, version, Manifest.MANIFEST),
                    bytes -> bytes.readNBytes(Manifest.MAX_BYTES + 1));
        } catch (ObjectMissingException e) {
            throw new UnsignableVersionException("The object store holds no manifest for version " + version + " of "
                    + model + ", so the version is not signed; train it again.");
        }
    }
}

package dev.thorax.access.signature;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

import org.jspecify.annotations.Nullable;

import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.model.Manifest;
import dev.thorax.contracts.model.ManifestCheck;
import dev.thorax.contracts.storage.Sha256;
import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.storage.ObjectMissingException;
import dev.thorax.storage.ObjectStore;
import dev.thorax.storage.ObjectStore.Entry;

/** Signs versions in the object store: one when it is registered, or one that somebody names. */
public final class VersionSigner {
    private static final int PARTS = 4;

    private final ObjectStore store;
    private final SigningKey key;
    private final BundleSignatures signatures;

    /**
     * Signs versions in {@code store}.
     *
     * @param trusted the keys that services trust; one of them must be that of {@code key}
     * @throws SigningKeyException with a sentence, if no service would trust the signatures
     */
    public VersionSigner(ObjectStore store, SigningKey key, TrustedKeys trusted) {
        if (!trusted.contain(key)) {
            throw new SigningKeyException(
                    "The public key of the signing key is not among the trusted keys, so no service"
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
     * Signs a version as somebody named it, unless it is signed.
     *
     * @param before keys whose signatures are replaced, because they are withdrawn; null if there are none
     * @return whether it was signed now
     * @throws UnsignableVersionException with a sentence, if its manifest is not the named one, or none that could be signed
     * @throws InvalidSignatureException with a sentence, if there is a wrong signature
     */
    public boolean sign(NamedVersion named, @Nullable TrustedKeys before) {
        String digest = digest(named.model(), named.version());
        if (!digest.equals(named.digest())) {
            throw new UnsignableVersionException("The manifest of version " + named.version() + " of " + named.model()
                    + " has the digest " + digest + " and not the named one, so the version is not signed; find out who"
                    + " changed it.");
        }
        try {
            return signatures.add(named.model(), named.version(), digest, key);
        } catch (InvalidSignatureException e) {
            if (before == null) {
                throw e;
            }
            signatures.renew(named.model(), named.version(), digest, key, before);
            return true;
        }
    }

    /**
     * Returns the versions that no trusted key has signed.
     *
     * @param refused receives the name of each version whose manifest is none, and a sentence that says why
     */
    public List<UnsignedVersion> unsigned(BiConsumer<String, String> refused) {
        List<UnsignedVersion> unsigned = new ArrayList<>();
        for (Entry object : store.entries(StorageKeys.models())) {
            String[] parts = object.key().split("/");
            if (parts.length == PARTS && parts[PARTS - 1].equals(Manifest.MANIFEST)) {
                try {
                    unsigned(parts[1], parts[2], object.modified()).ifPresent(unsigned::add);
                } catch (UnsignableVersionException e) {
                    refused.accept("model " + parts[1] + " version " + parts[2], e.getMessage());
                }
            }
        }
        return unsigned;
    }

    private Optional<UnsignedVersion> unsigned(String model, String version, Instant written) {
        byte[] json = manifest(model, version);
        NamedVersion name = new NamedVersion(model, version, digest(json, model, version));
        try {
            signatures.check(model, version, name.digest());
            return Optional.empty();
        } catch (InvalidSignatureException e) {
            return Optional.of(new UnsignedVersion(name, Json.read(json, Manifest.class), written, e.isMissing()));
        }
    }

    /** Returns the digest of a manifest that is one. */
    private String digest(String model, String version) {
        return digest(manifest(model, version), model, version);
    }

    private static String digest(byte[] json, String model, String version) {
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

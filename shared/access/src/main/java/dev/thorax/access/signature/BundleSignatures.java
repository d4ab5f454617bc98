package dev.thorax.access.signature;

import java.util.Optional;

import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.storage.ObjectMissingException;
import dev.thorax.storage.ObjectStore;

/**
 * The signatures of versions in the object store, one beside each manifest: 64 bytes of Ed25519 over the digest of the
 * manifest, which names the digest of each file.
 */
public final class BundleSignatures {
    private static final int LENGTH = 64;
    private static final String MEDIA_TYPE = "application/octet-stream";

    private final ObjectStore store;
    private final TrustedKeys keys;

    /** Verifies the signatures in {@code store} with {@code keys}. */
    public BundleSignatures(ObjectStore store, TrustedKeys keys) {
        this.store = store;
        this.keys = keys;
    }

    /**
     * Returns the signature of a manifest that a trusted key has signed.
     *
     * @param digest SHA-256 of the manifest as it was read, 64 lower-case hex digits
     * @throws InvalidSignatureException with a sentence, if there is no signature, or a wrong one
     */
    public byte[] check(String model, String version, String digest) {
        byte[] signature = find(model, version)
                .orElseThrow(() -> InvalidSignatureException.missing("Version " + version + " of " + model
                        + " is not signed, so it is not used; find out who wrote it and when, and sign it by its name"
                        + " with deploy/admin/run sign only if you know that it was trained here."));
        if (signature.length != LENGTH) {
            throw InvalidSignatureException.wrong("The signature of version " + version + " of " + model + " has "
                    + (signature.length > LENGTH ? "more than " + LENGTH : signature.length) + " bytes and not "
                    + LENGTH
                    + ", so the version is not used; find out who wrote it, and train the version again.");
        }
        if (!keys.haveSigned(digest, signature)) {
            throw InvalidSignatureException.wrong("No trusted key has signed the manifest of version " + version
                    + " of " + model + " as it is in the object store, so the version is not used; find out whether it"
                    + " was changed, or add the public key that signed it to thorax.signatures.public-keys.");
        }
        return signature;
    }

    /** Returns the signature of a version as it was stored, of at most one byte more than one has. */
    private Optional<byte[]> find(String model, String version) {
        try {
            return Optional.of(
                    store.read(StorageKeys.signature(model, version), bytes -> bytes.readNBytes(LENGTH + 1)));
        } catch (ObjectMissingException e) {
            return Optional.empty();
        }
    }

    /**
     * Signs a manifest, unless a trusted key has signed it already. A wrong signature stays.
     *
     * @param digest SHA-256 of the manifest, 64 lower-case hex digits
     * @return whether it was signed now
     * @throws InvalidSignatureException with a sentence, if there is a wrong signature
     */
    boolean add(String model, String version, String digest, SigningKey key) {
        boolean added = store.putIfAbsent(StorageKeys.signature(model, version), key.sign(digest), MEDIA_TYPE);
        check(model, version, digest);
        return added;
    }

    /**
     * Signs a manifest anew if one of the keys {@code before} has signed it.
     *
     * @throws InvalidSignatureException with a sentence, if none has
     */
    void renew(String model, String version, String digest, SigningKey key, TrustedKeys before) {
        new BundleSignatures(store, before).check(model, version, digest);
        store.put(StorageKeys.signature(model, version), key.sign(digest), MEDIA_TYPE);
    }
}

package dev.thorax.onnx;

import java.nio.file.Path;
import java.util.Optional;

import dev.thorax.access.signature.BundleSignatures;
import dev.thorax.access.signature.InvalidSignatureException;
import dev.thorax.access.signature.TrustedKeys;
import dev.thorax.contracts.event.ModelPromoted;
import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.model.Manifest;
import dev.thorax.contracts.model.ManifestCheck;
import dev.thorax.contracts.storage.Sha256;
import dev.thorax.storage.ObjectStore;

/**
 * One version of a model, fetched from the object store through a cache on disk. Its manifest is signed. Returns only files
 * that have the digest in it. Safe for use by many threads.
 */
public final class ModelBundle {
    private final Manifest manifest;
    private final String manifestDigest;
    private final BundleCache cache;

    private ModelBundle(Manifest manifest, String manifestDigest, BundleCache cache) {
        this.manifest = manifest;
        this.manifestDigest = manifestDigest;
        this.cache = cache;
    }

    /**
     * Fetches the manifest of a version, whatever its digest.
     *
     * @param keys one of them must have signed the manifest
     * @param cacheFolder where fetched files are kept, by model and version
     * @throws BrokenBundleException if there is no such version, its manifest is not one, or it is not signed
     * @throws dev.thorax.storage.StoreUnavailableException if the store cannot be asked
     */
    public static ModelBundle fetch(
            ObjectStore store, TrustedKeys keys, String model, String version, Path cacheFolder) {
        BundleCache cache = new BundleCache(store, model, version, cacheFolder);
        byte[] manifest = cache.download(Manifest.MANIFEST);
        requireSignature(store, keys, cache, Sha256.of(manifest));
        return open(cache, manifest, model, version);
    }

    /**
     * Fetches the manifest of the promoted version, which must have the digest that was promoted.
     *
     * @param keys one of them must have signed the manifest
     * @throws BrokenBundleException if there is no such version, another manifest stands there, or it is not signed
     * @throws dev.thorax.storage.StoreUnavailableException if the store cannot be asked
     */
    public static ModelBundle fetch(ObjectStore store, TrustedKeys keys, ModelPromoted promoted, Path cacheFolder) {
        BundleCache cache = new BundleCache(store, promoted.model(), promoted.version(), cacheFolder);
        if (!ManifestCheck.isDigest(promoted.digest())) {
            throw new BrokenBundleException("The promotion of " + cache.name()
                    + " names no SHA-256 of its manifest, so it cannot be checked; promote it again.");
        }
        cache.verified(Manifest.MANIFEST, promoted.digest());
        requireSignature(store, keys, cache, promoted.digest());
        return open(cache, cache.bytes(Manifest.MANIFEST), promoted.model(), promoted.version());
    }

    /** Returns what is known about the version. */
    public Manifest manifest() {
        return manifest;
    }

    /** Returns the SHA-256 of the manifest as it was fetched, 64 lower-case hex digits. */
    public String manifestDigest() {
        return manifestDigest;
    }

    /** Returns the SHA-256 of a file of the bundle as the manifest names it, 64 lower-case hex digits. */
    public String digest(String name) {
        String digest = manifest.files().get(name);
        if (digest == null) {
            throw new BrokenBundleException("The manifest of " + cache.name() + " names no file " + name + ".");
        }
        return digest;
    }

    /**
     * Returns a file of the bundle, fetched if it is not cached; its SHA-256 is checked at each call.
     *
     * @param name e.g. {@link Manifest#MODEL}
     * @throws BrokenBundleException if the bundle has no such file or the store holds another one
     * @throws dev.thorax.storage.StoreUnavailableException if the store cannot be asked
     */
    public Path file(String name) {
        return cache.verified(name, digest(name));
    }

    /** A cached signature proves as much as the store's, so a cached version opens without the store. */
    private static void requireSignature(ObjectStore store, TrustedKeys keys, BundleCache cache, String digest) {
        Optional<byte[]> cached = cache.signature();
        if (cached.isPresent() && keys.haveSigned(digest, cached.get())) {
            return;
        }
        try {
            cache.keepSignature(new BundleSignatures(store, keys).check(cache.model(), cache.version(), digest));
        } catch (InvalidSignatureException e) {
            throw e.isMissing()
                    ? new BundleNotReadyException(e.getMessage())
                    : new BrokenBundleException(e.getMessage(), e);
        }
    }

    private static ModelBundle open(BundleCache cache, byte[] json, String model, String version) {
        Manifest manifest;
        try {
            manifest = Json.read(json, Manifest.class);
        } catch (Json.UnreadableEventException e) {
            throw new BrokenBundleException(
                    "The manifest of " + cache.name() + " is not readable: " + e.getMessage(), e);
        }
        String fault = ManifestCheck.fault(manifest, model, version);
        if (fault != null) {
            throw new BrokenBundleException("The manifest of " + cache.name() + " " + fault + ".");
        }
        return new ModelBundle(manifest, Sha256.of(json), cache);
    }
}

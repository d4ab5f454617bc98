package dev.thorax.training.promotion;

import java.util.List;

import jakarta.inject.Singleton;

import dev.thorax.access.signature.BundleSignatures;
import dev.thorax.access.signature.InvalidSignatureException;
import dev.thorax.access.signature.TrustedKeys;
import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.model.Manifest;
import dev.thorax.contracts.model.ManifestCheck;
import dev.thorax.contracts.storage.Sha256;
import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.storage.ObjectMissingException;
import dev.thorax.storage.ObjectStore;

/**
 * Reads versions as the registry knows them: by signed manifest and digests. Whether a network runs was proved when its version was
 * written; one that does not open later is a fault that the serving side shows.
 */
@Singleton
class VersionReader {
    private static final List<String> NETWORKS = List.of(Manifest.MODEL, Manifest.GRADCAM, Manifest.LUNGS);

    private final ObjectStore store;
    private final BundleSignatures signatures;

    VersionReader(ObjectStore store, TrustedKeys keys) {
        this.store = store;
        this.signatures = new BundleSignatures(store, keys);
    }

    /**
     * Reads the manifest of a version.
     *
     * @throws UnusableVersionException if there is no such version, its manifest is not one or not signed, or it has no network
     */
    StoredVersion read(String model, String version) {
        byte[] json = manifest(model, version);
        Manifest manifest;
        try {
            manifest = Json.read(json, Manifest.class);
        } catch (Json.UnreadableEventException e) {
            throw new UnusableVersionException(
                    "The manifest of " + name(model, version) + " is not readable: " + e.getMessage());
        }
        String fault = ManifestCheck.fault(manifest, model, version);
        if (fault != null) {
            throw new UnusableVersionException("The manifest of " + name(model, version) + " " + fault + ".");
        }
        String obstacle = ManifestCheck.obstacle(manifest);
        if (obstacle != null) {
            throw new UnusableVersionException(obstacle);
        }
        StoredVersion stored = new StoredVersion(manifest, Sha256.of(json));
        try {
            signatures.check(model, version, stored.digest());
        } catch (InvalidSignatureException e) {
            throw new UnusableVersionException(e.getMessage());
        }
        return stored;
    }

    /**
     * Checks that the networks of a version are those that its manifest names.
     *
     * @throws UnusableVersionException if one is missing or another one
     */
    void verify(StoredVersion version) {
        Manifest manifest = version.manifest();
        NETWORKS.stream().filter(manifest.files()::containsKey).forEach(file -> {
            String name = name(manifest.model(), manifest.version());
            String digest = digest(manifest, file, name);
            if (!digest.equals(manifest.files().get(file))) {
                throw new UnusableVersionException("The object store holds another " + file + " for " + name
                        + " than its manifest names (its SHA-256 differs); train it again.");
            }
        });
    }

    private String digest(Manifest manifest, String file, String name) {
        try {
            return store.read(
                    StorageKeys.bundleFile(manifest.model(), manifest.version(), file), bytes -> Sha256.of(bytes));
        } catch (ObjectMissingException e) {
            throw new UnusableVersionException("The object store holds no " + file + " for " + name + ".");
        }
    }

    private byte[] manifest(String model, String version) {
        try {
            byte[] json = store.read(
                    StorageKeys.bundleFile(model, version, Manifest.MANIFEST),
                    bytes -> bytes.readNBytes(Manifest.MAX_BYTES + 1));
            if (json.length > Manifest.MAX_BYTES) {
                throw new UnusableVersionException("The " + Manifest.MANIFEST + " of " + name(model, version)
                        + " is larger than 16 MiB, so it is not read; train the model on fewer scans.");
            }
            return json;
        } catch (ObjectMissingException e) {
            throw new UnusableVersionException(
                    "The object store holds no " + Manifest.MANIFEST + " for " + name(model, version) + ".");
        }
    }

    private static String name(String model, String version) {
        return "model " + model + " version " + version;
    }
}

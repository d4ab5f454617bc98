package dev.thorax.worker.bundle;

import java.util.Optional;

import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.model.Manifest;
import dev.thorax.contracts.model.ReportPictures.Reference;
import dev.thorax.contracts.storage.ErasedScan;
import dev.thorax.contracts.storage.Sha256;
import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.storage.ObjectCorruptException;
import dev.thorax.storage.ObjectMissingException;
import dev.thorax.storage.ObjectStore;

/** The bundles in the object store. A bundle exists once its manifest does, and never changes from then on. */
public final class BundleStore {
    private static final String HTML = ".html";
    private static final String PNG = ".png";

    private final ObjectStore store;

    /** Keeps bundles in {@code store}. */
    public BundleStore(ObjectStore store) {
        this.store = store;
    }

    /** Returns the manifest of a version, or empty if its bundle is not complete. */
    public Optional<StoredManifest> find(String model, String version) {
        String key = StorageKeys.bundleFile(model, version, Manifest.MANIFEST);
        if (!store.exists(key)) {
            return Optional.empty();
        }
        byte[] json = store.get(key);
        return Optional.of(new StoredManifest(Json.read(json, Manifest.class), Sha256.of(json)));
    }

    /**
     * Writes a bundle, its manifest last. If another replica has written the same version, that one remains.
     *
     * @param manifest the manifest; its {@code files} must be those of {@code files}
     * @return what is in the store now
     */
    public StoredManifest write(Manifest manifest, BundleFiles files) {
        return find(manifest.model(), manifest.version()).orElseGet(() -> writeNew(manifest, files));
    }

    private StoredManifest writeNew(Manifest manifest, BundleFiles files) {
        files.pictures().forEach((picture, jpeg) -> put(manifest, picture, jpeg));
        files.all().forEach((name, bytes) -> put(manifest, name, bytes, mediaType(name)));
        byte[] json = Json.write(manifest);
        put(manifest, Manifest.MANIFEST, json, "application/json");
        return new StoredManifest(manifest, Sha256.of(json));
    }

    private void put(Manifest manifest, Reference picture, byte[] jpeg) {
        String key = picture.key(manifest.model(), manifest.version());
        store.put(key, jpeg, "image/jpeg");
        // Afterwards, as the scan may be erased just now. What was written before is deleted by the erasure.
        if (isErased(picture.scanId())) {
            store.delete(key);
        }
    }

    private boolean isErased(String scanId) {
        try {
            return ErasedScan.isErased(store.get(StorageKeys.claim(scanId)));
        } catch (ObjectMissingException | ObjectCorruptException e) {
            return false;
        }
    }

    private static String mediaType(String name) {
        if (name.endsWith(HTML)) {
            return "text/html; charset=utf-8";
        }
        return name.endsWith(PNG) ? "image/png" : "application/octet-stream";
    }

    private void put(Manifest manifest, String file, byte[] bytes, String mediaType) {
        store.put(StorageKeys.bundleFile(manifest.model(), manifest.version(), file), bytes, mediaType);
    }
}

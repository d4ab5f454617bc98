package dev.thorax.onnx;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

import dev.thorax.contracts.storage.Sha256;
import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.storage.ObjectMissingException;
import dev.thorax.storage.ObjectStore;
import dev.thorax.storage.PrivateFolder;

/** Caches the files of one version on disk, each written whole or not at all. */
final class BundleCache {
    private final ObjectStore store;
    private final String model;
    private final String version;
    private final Path root;
    private final Path folder;

    BundleCache(ObjectStore store, String model, String version, Path cacheFolder) {
        if (!StorageKeys.isName(model) || !StorageKeys.isName(version)) {
            throw new BrokenBundleException(
                    "A model and its version must be named by letters, digits, dots, underscores and "
                            + "dashes; promote it by its right name.");
        }
        this.store = store;
        this.model = model;
        this.version = version;
        this.root = cacheFolder;
        this.folder = cacheFolder.resolve(model).resolve(version);
    }

    String model() {
        return model;
    }

    String version() {
        return version;
    }

    /** Returns the names of model and version for messages. */
    String name() {
        return "model " + model + " version " + version;
    }

    /** Returns a file from the store, past the cache. */
    byte[] download(String file) {
        try {
            return store.get(StorageKeys.bundleFile(model, version, file));
        } catch (ObjectMissingException e) {
            throw missing(file, e);
        }
    }

    /** Returns a cached file. */
    byte[] bytes(String file) {
        try {
            return Files.readAllBytes(folder.resolve(file));
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    /** Returns the cached file if it has that digest, otherwise the store's if it has. */
    synchronized Path verified(String file, String digest) {
        Path cached = folder.resolve(file);
        try {
            PrivateFolder.create(root);
            if (Files.isRegularFile(cached) && Sha256.of(cached).equals(digest)) {
                return cached;
            }
            Files.createDirectories(folder);
            Path fresh = Files.createTempFile(folder, file, ".part");
            try {
                fetch(file, digest, fresh);
                return Files.move(fresh, cached, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(fresh);
            }
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    /** Returns the cached signature of the manifest, whatever it is worth. */
    Optional<byte[]> signature() {
        Path cached = folder.resolve(StorageKeys.SIGNATURE);
        try {
            return Files.isRegularFile(cached) ? Optional.of(Files.readAllBytes(cached)) : Optional.empty();
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    /** Caches the signature of the manifest. */
    synchronized void keepSignature(byte[] signature) {
        try {
            PrivateFolder.create(root);
            Files.createDirectories(folder);
            Path fresh = Files.createTempFile(folder, StorageKeys.SIGNATURE, ".part");
            Files.write(fresh, signature);
            Files.move(
                    fresh,
                    folder.resolve(StorageKeys.SIGNATURE),
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    private void fetch(String file, String digest, Path fresh) throws IOException {
        try {
            store.download(StorageKeys.bundleFile(model, version, file), fresh);
        } catch (ObjectMissingException e) {
            throw missing(file, e);
        }
        if (!Sha256.of(fresh).equals(digest)) {
            throw new BundleNotReadyException("The object store holds another " + file + " for " + name()
                    + " than was promoted (its SHA-256 differs); train or promote it again.");
        }
    }

    private BundleNotReadyException missing(String file, ObjectMissingException e) {
        return new BundleNotReadyException("The object store holds no " + file + " for " + name() + ".", e);
    }

    private UncheckedIOException unusable(IOException e) {
        return new UncheckedIOException("The folder " + folder + " for models cannot be used: " + e, e);
    }
}

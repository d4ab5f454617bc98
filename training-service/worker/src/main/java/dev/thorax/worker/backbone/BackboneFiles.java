package dev.thorax.worker.backbone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.network.backbone.Backbone;
import dev.thorax.network.backbone.PublishedFile;
import dev.thorax.worker.LocalFaultException;
import dev.thorax.worker.TrainingException;

/**
 * Finds the weights file of a backbone: in a folder under Keras's name, in the object store, or, if downloads are allowed,
 * at Keras's published address. Downloads are cached in the folder.
 */
public final class BackboneFiles {
    private final Path folder;
    private final BackboneStore store;
    private final Optional<BackboneDownload> download;
    private final TrustedWeights trusted;

    /**
     * Searches these places.
     *
     * @param folder for files that an operator put there, and for copies; is made if it is missing
     * @param download how to fetch a published file, or empty where that is not allowed
     * @param trusted which files may be used
     */
    public BackboneFiles(
            Path folder, BackboneStore store, Optional<BackboneDownload> download, TrustedWeights trusted) {
        this.folder = folder;
        this.store = store;
        this.download = download;
        this.trusted = trusted;
    }

    /**
     * Returns the file of {@code backbone}.
     *
     * @throws TrainingException with a sentence that says where to put one, if it is nowhere or may not be used
     * @throws dev.thorax.worker.MissingInputException if it cannot be downloaded now
     * @throws InterruptedException if the thread was asked to end while it was downloading
     */
    public synchronized BackboneFile find(Backbone backbone) throws InterruptedException {
        Path file = folder.resolve(backbone.file());
        try {
            return new BackboneFile(
                    file,
                    Files.exists(file) ? trusted.check(backbone, file, "the folder " + folder) : keep(backbone, file));
        } catch (IOException e) {
            throw new LocalFaultException(
                    "The weights of the backbone " + backbone.name() + " cannot be kept in " + folder
                            + " (" + e.getMessage()
                            + "); make room there, or set thorax.training.backbones to another folder.",
                    e);
        }
    }

    /** Fetches weights into {@code file} in one step, so that half a file is never found, and returns its SHA-256. */
    private String keep(Backbone backbone, Path file) throws IOException, InterruptedException {
        Files.createDirectories(folder);
        Path part = Files.createTempFile(folder, "backbone", ".part");
        try {
            String sha256 = fetch(backbone, part);
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
            return sha256;
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private String fetch(Backbone backbone, Path part) throws IOException, InterruptedException {
        if (store.get(backbone.name(), part)) {
            return trusted.check(backbone, part, "the object store (" + StorageKeys.backbone(backbone.name()) + ")");
        }
        if (download.isEmpty() || backbone.published().isEmpty()) {
            throw new TrainingException("The ImageNet weights of the backbone " + backbone.name()
                    + " are not here; put " + backbone.file() + " of Keras Applications in the folder " + folder
                    + " or in the object store as " + StorageKeys.backbone(backbone.name())
                    + ", or ask for a training from scratch (\"fromScratch\": true).");
        }
        PublishedFile published = backbone.published().get();
        byte[] bytes = download.get().fetch(published);
        Files.write(part, bytes);
        String sha256 = trusted.check(backbone, part, published.address().toString());
        store.put(backbone.name(), bytes);
        return sha256;
    }
}

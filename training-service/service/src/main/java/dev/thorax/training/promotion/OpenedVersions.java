package dev.thorax.training.promotion;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

import dev.thorax.contracts.event.ModelPromoted;
import dev.thorax.onnx.ModelBundle;
import dev.thorax.onnx.OnnxSessions;
import dev.thorax.storage.FolderTree;
import dev.thorax.storage.ObjectStore;

/** The versions that one decision looks at, fetched into a folder that goes with it. */
final class OpenedVersions implements AutoCloseable {
    private final ObjectStore store;
    private final OnnxSessions sessions;
    private final Path folder;

    OpenedVersions(ObjectStore store, OnnxSessions sessions) {
        this.store = store;
        this.sessions = sessions;
        try {
            this.folder = Files.createTempDirectory("thorax-promotion");
        } catch (IOException e) {
            throw new UncheckedIOException("No temporary folder for models can be made: " + e, e);
        }
    }

    /**
     * Opens the version that was promoted.
     *
     * @throws dev.thorax.onnx.BrokenBundleException if it cannot serve
     */
    OpenedVersion open(ModelPromoted promoted) {
        return OpenedVersion.open(ModelBundle.fetch(store, promoted, folder), sessions);
    }

    /**
     * Opens a version.
     *
     * @throws dev.thorax.onnx.BrokenBundleException if it cannot serve
     */
    OpenedVersion open(String model, String version) {
        ModelBundle bundle = ModelBundle.fetch(store, model, version, folder);
        NotServable.refuse(bundle.manifest());
        return OpenedVersion.open(bundle, sessions);
    }

    @Override
    public void close() {
        try {
            FolderTree.delete(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("The temporary folder " + folder + " cannot be deleted: " + e, e);
        }
    }
}

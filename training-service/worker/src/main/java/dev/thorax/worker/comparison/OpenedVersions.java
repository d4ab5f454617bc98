package dev.thorax.worker.comparison;

import java.nio.file.Path;

import dev.thorax.access.signature.TrustedKeys;
import dev.thorax.contracts.event.ModelPromoted;
import dev.thorax.contracts.model.ManifestCheck;
import dev.thorax.onnx.BrokenBundleException;
import dev.thorax.onnx.ModelBundle;
import dev.thorax.onnx.OnnxSessions;
import dev.thorax.storage.ObjectStore;

/**
 * Opens the versions of one comparison.
 *
 * @param store where they lie
 * @param keys one of them must have signed each version
 * @param sessions opens their networks
 * @param folder for their files
 */
record OpenedVersions(ObjectStore store, TrustedKeys keys, OnnxSessions sessions, Path folder) {
    /**
     * Opens the version that was promoted.
     *
     * @throws dev.thorax.onnx.BrokenBundleException if it cannot serve
     */
    OpenedVersion open(ModelPromoted promoted) {
        return OpenedVersion.open(ModelBundle.fetch(store, keys, promoted, folder), sessions);
    }

    /**
     * Opens a version.
     *
     * @throws dev.thorax.onnx.BrokenBundleException if it cannot serve
     */
    OpenedVersion open(String model, String version) {
        ModelBundle bundle = ModelBundle.fetch(store, keys, model, version, folder);
        String obstacle = ManifestCheck.obstacle(bundle.manifest());
        if (obstacle != null) {
            throw new BrokenBundleException(obstacle);
        }
        return OpenedVersion.open(bundle, sessions);
    }
}

package dev.thorax.explain.heatmap;

import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.thorax.contracts.model.ModelVersion;
import dev.thorax.contracts.storage.StorageKeys;

/**
 * One class of one model version on one scan, whose heat map never changes.
 *
 * @param scanId the scan
 * @param version the model version
 * @param label the class
 * @param probabilities every class of the version in its order, each in [0,1], sum 1
 * @param digest SHA-256 of the {@code model.onnx} that diagnosed the scan, or null if this version did not
 */
public record ExplanationTarget(
        String scanId, ModelVersion version, String label, Map<String, Double> probabilities, @Nullable String digest) {
    /** Creates a target of a version that did not diagnose the scan. */
    public ExplanationTarget(String scanId, ModelVersion version, String label, Map<String, Double> probabilities) {
        this(scanId, version, label, probabilities, null);
    }

    /** The method by which every heat map is computed so far. */
    public static final String METHOD = "gradcam";

    /** Returns the object key of its heat map. */
    public String key() {
        return StorageKeys.heatmap(scanId, version.model(), version.version(), label, METHOD);
    }
}

package dev.thorax.explain.heatmap;

import java.util.Map;

import dev.thorax.contracts.model.ModelVersion;
import dev.thorax.contracts.storage.StorageKeys;

/**
 * What is explained: one class of one version on one scan. Its heat map never changes.
 *
 * @param scanId the scan
 * @param version the model version
 * @param label the class
 * @param probabilities every class of the version in its order, each in [0,1], sum 1
 */
public record ExplanationTarget(String scanId, ModelVersion version, String label, Map<String, Double> probabilities) {
    /** How every heat map is made so far. */
    public static final String METHOD = "gradcam";

    /** Object key of its heat map. */
    public String key() {
        return StorageKeys.heatmap(scanId, version.model(), version.version(), label, METHOD);
    }
}

package dev.thorax.training.promotion;

import java.util.Optional;

import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.model.Manifest;
import dev.thorax.onnx.BrokenBundleException;
import dev.thorax.worker.recipe.ClassifierSettings;

/** Versions that were scored, but cannot be written as ONNX. */
final class NotServable {
    private static final String CLASSIFIER = "classifier";

    private NotServable() {}

    /**
     * Passes over a version that has a network.
     *
     * @throws BrokenBundleException with a sentence that says why it has none
     */
    static void refuse(Manifest manifest) {
        if (manifest.files() == null || !manifest.files().containsKey(Manifest.MODEL)) {
            throw new BrokenBundleException("It was trained to be scored only and has no " + Manifest.MODEL
                    + reason(manifest).map(reason -> ": " + reason).orElse("") + ".");
        }
    }

    private static Optional<String> reason(Manifest manifest) {
        Object classifier = manifest.recipe() == null ? null : manifest.recipe().get(CLASSIFIER);
        try {
            return Optional.ofNullable(Json.mapper().convertValue(classifier, ClassifierSettings.class))
                    .flatMap(ClassifierSettings::obstacle);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}

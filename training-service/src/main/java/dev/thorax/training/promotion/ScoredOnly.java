package dev.thorax.training.promotion;

import java.util.Optional;

import dev.thorax.events.EventJson;
import dev.thorax.model.BrokenBundle;
import dev.thorax.model.Manifest;
import dev.thorax.training.recipe.ClassifierSettings;

/** Versions that were scored, but cannot be written as ONNX. */
final class ScoredOnly {
    private static final String CLASSIFIER = "classifier";

    private ScoredOnly() {}

    /**
     * Passes over a version that has a network.
     *
     * @throws BrokenBundle with a sentence that says why it has none
     */
    static void refuse(Manifest manifest) {
        if (manifest.files() == null || !manifest.files().containsKey(Manifest.MODEL)) {
            throw new BrokenBundle("It was trained to be scored only and has no " + Manifest.MODEL
                    + reason(manifest).map(reason -> ": " + reason).orElse("") + ".");
        }
    }

    private static Optional<String> reason(Manifest manifest) {
        Object classifier = manifest.recipe() == null ? null : manifest.recipe().get(CLASSIFIER);
        try {
            return Optional.ofNullable(EventJson.mapper().convertValue(classifier, ClassifierSettings.class))
                    .flatMap(ClassifierSettings::obstacle);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}

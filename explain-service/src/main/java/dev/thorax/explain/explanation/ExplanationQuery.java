package dev.thorax.explain.explanation;

import java.util.Optional;

import dev.thorax.contracts.model.ModelVersion;
import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.explain.problem.ExplanationException;
import dev.thorax.explain.problem.ExplanationException.Reason;

/**
 * Checked parameters of {@code GET /explanations/{scanId}} or of an event that requests an explanation.
 *
 * @param version the model version to explain; if empty, that of the scan's diagnosis, or else the one in production
 * @param label the class to explain; if empty, that of the version's own diagnosis, or else the most probable one
 * @param opacity how much the heat map covers the scan, in [0,1]
 */
record ExplanationQuery(Optional<ModelVersion> version, Optional<String> label, double opacity) {
    private static final double DEFAULT_OPACITY = 0.4;

    /**
     * Checks the parameters of a request; each may be null.
     *
     * @throws ExplanationException that names the first wrong one
     */
    static ExplanationQuery of(String model, String version, String label, String opacity, String method) {
        if (method != null && !"gradcam".equals(method)) {
            throw invalid("The parameter method must be gradcam; there is no other method yet.");
        }
        return new ExplanationQuery(version(model, version), Optional.ofNullable(label), opacity(opacity));
    }

    private static Optional<ModelVersion> version(String model, String version) {
        if (model == null && version == null) {
            return Optional.empty();
        }
        if (model == null || version == null) {
            throw invalid("Give both parameters, model and version, or neither.");
        }
        if (!StorageKeys.isName(model) || !StorageKeys.isName(version)) {
            throw invalid("The parameters model and version must each be 1 to 128 letters, digits, dots, underscores "
                    + "and dashes, and begin with a letter or digit.");
        }
        return Optional.of(new ModelVersion(model, version));
    }

    private static double opacity(String text) {
        if (text == null) {
            return DEFAULT_OPACITY;
        }
        if (text.matches("0|1|[01]?\\.[0-9]{1,6}|[01]\\.")) {
            double opacity = Double.parseDouble(text);
            if (opacity <= 1) {
                return opacity;
            }
        }
        throw invalid("The parameter opacity must be a number from 0 to 1, such as 0.4.");
    }

    private static ExplanationException invalid(String sentence) {
        return new ExplanationException(Reason.INVALID_PARAMETER, sentence);
    }
}

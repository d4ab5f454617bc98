package dev.thorax.local;

import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

import dev.thorax.contracts.event.Diagnosis;
import dev.thorax.contracts.event.UndeterminedReason;

/**
 * Writes diagnoses for people.
 *
 * @param shown returns the name of a class for people
 */
record DiagnosisText(UnaryOperator<String> shown) {
    /** Returns the class and all probabilities, or why there is no class, and the class of the folder unless it is null. */
    String of(Diagnosis diagnosis, String truth) {
        return (diagnosis.hasClass() ? withClass(diagnosis) : "undetermined  " + why(diagnosis.reason()))
                + (truth == null ? "" : "  (folder: " + shown.apply(truth) + ")");
    }

    private String withClass(Diagnosis diagnosis) {
        return shown.apply(diagnosis.diagnosis()) + "  "
                + diagnosis.probabilities().entrySet().stream()
                        .map(e -> String.format(Locale.ROOT, "%s %.2f", shown.apply(e.getKey()), e.getValue()))
                        .collect(Collectors.joining(", "));
    }

    private static String why(UndeterminedReason reason) {
        return switch (reason) {
            case NO_LUNGS_FOUND -> "no lungs found";
            case UNLIKE_TRAINING_SCANS -> "unlike the training scans";
            case UNCERTAIN_BETWEEN_CLASSES -> "too uncertain between classes";
        };
    }
}

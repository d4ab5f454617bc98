package dev.thorax.contracts.event;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Diagnosis of a scan by the model in production: its class, or why it has none. An undetermined scan has no probabilities, so
 * that nobody takes the largest of them for a class. A {@link DiagnosisV1} is read as one with a class.
 *
 * @param scanId the scan
 * @param patient the patient's pseudonym, or null where the device named no patient
 * @param outcome whether it has a class
 * @param reason why it has none; null if it has one
 * @param diagnosis the class of highest probability, e.g. {@code PNEUMONIA}; null if undetermined
 * @param probabilities every class of the model in its order, each in [0,1], sum 1; null if undetermined
 * @param classSet all classes that the scan may have at the coverage of the version, in its order; null if undetermined, or if the
 *     version has no such rule
 * @param classes the classes of the model in its order
 * @param model name of the model
 * @param version version of the model
 * @param digest SHA-256 of the {@code model.onnx} that scored, 64 lower-case hex digits
 * @param image object key of the canonical image
 * @param lungs the square around the lungs that the network saw; null if it saw the scan without a lung finder, or found no lungs
 * @param millis scoring time of this scan's batch divided by its scans, in milliseconds
 * @param scannedAt when ingest stored the scan (UTC)
 * @param diagnosedAt when the scan was scored (UTC)
 * @param explanation where to GET the heat map for this diagnosis
 */
public record Diagnosis(
        String scanId,
        @Nullable String patient,
        Outcome outcome,
        @Nullable UndeterminedReason reason,
        @Nullable String diagnosis,
        @Nullable Map<String, Double> probabilities,
        @Nullable List<String> classSet,
        List<String> classes,
        String model,
        String version,
        String digest,
        String image,
        @Nullable LungBox lungs,
        double millis,
        Instant scannedAt,
        Instant diagnosedAt,
        URI explanation) {
    /** Fills in what events of version 1 do not have. */
    public Diagnosis {
        outcome = outcome == null ? Outcome.CLASS : outcome;
        classes = classes != null
                ? List.copyOf(classes)
                : probabilities == null ? List.of() : List.copyOf(probabilities.keySet());
    }

    /** Creates the diagnosis of a scan that has a class. */
    public Diagnosis(
            String scanId,
            @Nullable String patient,
            String diagnosis,
            Map<String, Double> probabilities,
            String model,
            String version,
            String digest,
            String image,
            double millis,
            Instant scannedAt,
            Instant diagnosedAt,
            URI explanation) {
        this(
                scanId,
                patient,
                Outcome.CLASS,
                null,
                diagnosis,
                probabilities,
                null,
                null,
                model,
                version,
                digest,
                image,
                null,
                millis,
                scannedAt,
                diagnosedAt,
                explanation);
    }

    /** Returns whether it has a class. */
    public boolean hasClass() {
        return outcome == Outcome.CLASS;
    }

    /** Returns whether it has all that its outcome needs, and nothing that it must not have. */
    public boolean isConsistent() {
        return hasClass()
                ? reason == null && diagnosis != null && probabilities != null
                : reason != null && diagnosis == null && probabilities == null && classSet == null;
    }
}

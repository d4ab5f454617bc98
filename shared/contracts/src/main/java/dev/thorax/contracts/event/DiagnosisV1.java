package dev.thorax.contracts.event;

import java.net.URI;
import java.time.Instant;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Diagnosis of a scan as releases before the gate published it: every scan got a class. {@link Diagnosis} reads these events, too.
 *
 * @param scanId the scan
 * @param patient the patient's pseudonym, or null where the device named no patient
 * @param diagnosis the class of highest probability, e.g. {@code PNEUMONIA}
 * @param probabilities every class of the model in its order, each in [0,1], sum 1
 * @param model name of the model
 * @param version version of the model
 * @param digest SHA-256 of the {@code model.onnx} that scored, 64 lower-case hex digits
 * @param image object key of the canonical image
 * @param millis scoring time of this scan's batch divided by its scans, in milliseconds
 * @param scannedAt when ingest stored the scan (UTC)
 * @param diagnosedAt when the scan was scored (UTC)
 * @param explanation where to GET the heat map for this diagnosis
 */
public record DiagnosisV1(
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
        URI explanation) {}

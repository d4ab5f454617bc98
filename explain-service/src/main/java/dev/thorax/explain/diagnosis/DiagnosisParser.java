package dev.thorax.explain.diagnosis;

import java.util.Map;
import java.util.Optional;

import org.jboss.logging.Logger;

import dev.thorax.contracts.event.Diagnosis;
import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.storage.StorageKeys;

/** Reads records of {@code thorax.diagnoses}. What it returns can be stored and shown. */
final class DiagnosisParser {
    private static final Logger LOG = Logger.getLogger(DiagnosisParser.class);

    /** Most bytes of a diagnosis. The page keeps hundreds of them in memory. */
    private static final int MAX_BYTES = 64 << 10;

    private DiagnosisParser() {}

    /** Returns the diagnosis in a record's value; empty, with a line in the log, if it does not hold a whole one. */
    static Optional<Diagnosis> parse(byte[] value) {
        if (value != null && value.length > MAX_BYTES) {
            LOG.warnf("Ignored a diagnosis that is too large bytes=%d limit=%d", value.length, MAX_BYTES);
            return Optional.empty();
        }
        try {
            Diagnosis diagnosis = Json.read(value, Diagnosis.class);
            if (isWhole(diagnosis)) {
                return Optional.of(diagnosis);
            }
            LOG.warn(
                    "Ignored an incomplete diagnosis cause=\"it lacks its scan id, model, time, or what its outcome needs\"");
        } catch (Json.UnreadableEventException e) {
            LOG.warn("Ignored an unreadable diagnosis cause=\"it is not a Diagnosis as JSON\"");
        }
        return Optional.empty();
    }

    private static boolean isWhole(Diagnosis d) {
        return d != null
                && StorageKeys.isName(d.scanId())
                && StorageKeys.isName(d.model())
                && StorageKeys.isName(d.version())
                && d.diagnosedAt() != null
                && d.isConsistent()
                && (d.probabilities() == null || isWhole(d.probabilities()));
    }

    private static boolean isWhole(Map<String, Double> probabilities) {
        return probabilities.entrySet().stream().noneMatch(p -> p.getKey() == null || p.getValue() == null);
    }
}

package dev.thorax.explain.diagnosis;

import java.util.Optional;

import org.jboss.logging.Logger;

import dev.thorax.events.Diagnosis;
import dev.thorax.events.EventJson;
import dev.thorax.storage.Keys;

/** Reads a record of {@code thorax.diagnoses}. What it lets through can be stored and shown. */
final class ReadDiagnosis {
    private static final Logger LOG = Logger.getLogger(ReadDiagnosis.class);

    private ReadDiagnosis() {}

    /** The diagnosis in a record's value, or nothing, with a line in the log, if it does not hold a whole one. */
    static Optional<Diagnosis> from(byte[] value) {
        try {
            Diagnosis diagnosis = EventJson.read(value, Diagnosis.class);
            if (isWhole(diagnosis)) {
                return Optional.of(diagnosis);
            }
            LOG.warn(
                    "A diagnosis was passed over reason=\"it lacks its scan id, model, class, probabilities or time\"");
        } catch (EventJson.UnreadableEvent e) {
            LOG.warn("A diagnosis was passed over reason=\"it is not a Diagnosis as JSON\"");
        }
        return Optional.empty();
    }

    private static boolean isWhole(Diagnosis d) {
        return d != null
                && Keys.isName(d.scanId())
                && Keys.isName(d.model())
                && Keys.isName(d.version())
                && d.diagnosis() != null
                && d.diagnosedAt() != null
                && d.probabilities() != null
                && d.probabilities().entrySet().stream().noneMatch(p -> p.getKey() == null || p.getValue() == null);
    }
}

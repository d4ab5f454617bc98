package dev.thorax.explain.diagnosis;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

import dev.thorax.contracts.event.Diagnosis;
import dev.thorax.contracts.json.Json;
import dev.thorax.runtime.trace.TraceParent;

/**
 * A diagnosis with its place in Kafka. Its JSON is that of the diagnosis with the fields {@code position} and {@code traceparent}.
 *
 * @param diagnosis the event
 * @param position its place, or null if an earlier release archived it
 * @param traceparent the trace of the scan, a {@link TraceParent}, or null if it has none
 */
public record ArchivedDiagnosis(
        Diagnosis diagnosis, @Nullable DiagnosisPosition position, @Nullable String traceparent) {
    private static final String POSITION = "position";

    /** By how much the clocks of two replicas may differ. */
    private static final Duration SKEW = Duration.ofMinutes(5);

    /** Reads an archived diagnosis; empty, with a line in the log, if it is not whole. */
    static Optional<ArchivedDiagnosis> read(byte[] json) {
        return DiagnosisParser.parse(json).map(diagnosis -> {
            Beside beside = Json.read(json, Beside.class);
            return new ArchivedDiagnosis(
                    diagnosis,
                    beside.position(),
                    TraceParent.valid(beside.traceparent()).orElse(null));
        });
    }

    /** Returns the JSON of this. */
    byte[] write() {
        ObjectNode json = Json.mapper().valueToTree(diagnosis);
        json.set(POSITION, Json.mapper().valueToTree(position));
        if (traceparent != null) {
            json.put(TraceParent.NAME, traceparent);
        }
        return Json.write(json);
    }

    /**
     * Returns whether this is to replace {@code archived} as the latest diagnosis of a scan. Kafka's order counts, as all
     * diagnoses of a scan are in one partition. Clocks only count if there is no such order, and never a time that is still to
     * come.
     */
    boolean replaces(ArchivedDiagnosis archived, Instant now) {
        if (archived.position != null && position.isComparableTo(archived.position)) {
            return position.offset() >= archived.position.offset();
        }
        boolean ofLostTopic = archived.position != null && !position.isInTopicOf(archived.position);
        Instant before = archived.diagnosis.diagnosedAt();
        return ofLostTopic || !before.isAfter(diagnosis.diagnosedAt()) || before.isAfter(now.plus(SKEW));
    }

    /** The fields that are beside those of the diagnosis. */
    private record Beside(@Nullable DiagnosisPosition position, @Nullable String traceparent) {}
}

package dev.thorax.ingest.patient;

import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;

/**
 * An order to erase a patient and how far it is; the JSON of its object.
 *
 * @param erasureId identifies the order
 * @param patient the patient's pseudonym; null when the order is done
 * @param by the operator
 * @param reason the operator's reason
 * @param orderedAt when it was ordered (UTC)
 * @param after the last pointer whose scan is erased; empty at the beginning
 * @param scans how many scans are erased
 * @param versions the versions that were trained, validated or tested on one of them, as {@code model/version}
 * @param erasedAt when the last scan was erased (UTC), or null
 * @param doneAt when it was checked that nothing came late (UTC), or null
 */
public record Erasure(
        String erasureId,
        @Nullable String patient,
        String by,
        String reason,
        Instant orderedAt,
        String after,
        long scans,
        Set<String> versions,
        @Nullable Instant erasedAt,
        @Nullable Instant doneAt) {
    /** Returns a new order. */
    static Erasure ordered(String id, String patient, String by, String reason, Instant at) {
        return new Erasure(id, patient, by, reason, at, "", 0, Set.of(), null, null);
    }

    /** Returns this after a page of pointers. */
    Erasure advanced(String last, int erased, Set<String> named, @Nullable Instant end) {
        Set<String> all = new TreeSet<>(versions);
        all.addAll(named);
        return new Erasure(erasureId, patient, by, reason, orderedAt, last, scans + erased, all, end, null);
    }

    /** Returns this when it is done, without the patient. */
    Erasure done(Instant at) {
        return new Erasure(erasureId, null, by, reason, orderedAt, "", scans, versions, erasedAt, at);
    }
}

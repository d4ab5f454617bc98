package dev.thorax.ingest.patient;

import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;

import dev.thorax.ingest.admission.ScanEndOffsets;

/**
 * An order to erase a patient and how far it is; the JSON of its object.
 *
 * @param erasureId identifies the order
 * @param patient the patient's pseudonym; null when the order is done
 * @param by the operator
 * @param reason the operator's reason
 * @param orderedAt when it was ordered (UTC)
 * @param sent the ends of the topic of scans at that time, or null while the broker has not named them. What is before them is erased
 *     when it is stored
 * @param after the last pointer whose scan is erased; empty at the beginning
 * @param scans how many scans are erased
 * @param versions the versions that were trained, validated or tested on one of them, as {@code model/version}
 * @param erasedAt when the last scan was erased (UTC), or null
 * @param readAt when all that was sent before {@code sent} was stored or rejected, and erased (UTC), or null
 * @param doneAt when it was checked that nothing came late (UTC), or null
 */
public record Erasure(
        String erasureId,
        @Nullable String patient,
        String by,
        String reason,
        Instant orderedAt,
        @Nullable ScanEndOffsets sent,
        String after,
        long scans,
        Set<String> versions,
        @Nullable Instant erasedAt,
        @Nullable Instant readAt,
        @Nullable Instant doneAt) {
    /** Returns a new order. */
    static Erasure ordered(String id, String patient, String by, String reason, Instant at) {
        return new Erasure(id, patient, by, reason, at, null, "", 0, Set.of(), null, null, null);
    }

    /** Returns this with the ends of the topic of scans. */
    Erasure sent(ScanEndOffsets ends) {
        return new Erasure(
                erasureId, patient, by, reason, orderedAt, ends, after, scans, versions, erasedAt, readAt, doneAt);
    }

    /** Returns this after a page of pointers. */
    Erasure advanced(String last, int erased, Set<String> named, @Nullable Instant end) {
        return new Erasure(
                erasureId, patient, by, reason, orderedAt, sent, last, scans + erased, all(named), end, null, null);
    }

    /**
     * Returns this after scans were erased that were not stored when it was ordered.
     *
     * @param read when no such scan can come any more (UTC), or null
     */
    Erasure late(int erased, Set<String> named, @Nullable Instant read) {
        return new Erasure(
                erasureId,
                patient,
                by,
                reason,
                orderedAt,
                sent,
                after,
                scans + erased,
                all(named),
                erasedAt,
                read,
                null);
    }

    /** Returns this when it is done, without the patient. */
    Erasure done(Instant at) {
        return new Erasure(erasureId, null, by, reason, orderedAt, null, "", scans, versions, erasedAt, readAt, at);
    }

    private Set<String> all(Set<String> named) {
        Set<String> all = new TreeSet<>(versions);
        all.addAll(named);
        return all;
    }
}

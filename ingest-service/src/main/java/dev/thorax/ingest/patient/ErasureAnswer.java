package dev.thorax.ingest.patient;

import java.time.Instant;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * The state of an order to erase a patient, as HTTP gives it.
 *
 * @param erasureId identifies the order
 * @param by the operator
 * @param reason the operator's reason
 * @param orderedAt when it was ordered (UTC)
 * @param scans how many scans are erased
 * @param versions the versions of models that were trained, validated or tested on one of them, as {@code model/version}. They stay
 * @param erasedAt when the last scan was erased (UTC), or null if some are left
 * @param doneAt when it was checked that nothing came late (UTC), or null
 */
public record ErasureAnswer(
        String erasureId,
        String by,
        String reason,
        Instant orderedAt,
        long scans,
        Set<String> versions,
        @Nullable Instant erasedAt,
        @Nullable Instant doneAt) {
    static ErasureAnswer of(Erasure erasure) {
        return new ErasureAnswer(
                erasure.erasureId(),
                erasure.by(),
                erasure.reason(),
                erasure.orderedAt(),
                erasure.scans(),
                erasure.versions(),
                erasure.erasedAt(),
                erasure.doneAt());
    }
}

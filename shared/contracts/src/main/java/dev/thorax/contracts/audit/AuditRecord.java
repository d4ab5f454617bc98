package dev.thorax.contracts.audit;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * Records a request: who did what with what. A request that changes something has two records with one {@code requestId}: the
 * first before anything is done, the second before its answer leaves.
 *
 * @param requestId identifies the request; null if it changes nothing
 * @param caller who
 * @param action what was done
 * @param request method and address with the names of its parts, e.g. {@code GET /diagnoses/{scanId}}
 * @param status HTTP status of the answer; null in the record that is written before anything is done
 * @param subjects what it was about
 * @param count how many requests this record stands for: 1, or more for refusals, which are counted
 * @param service the service that answered, e.g. {@code explain}
 * @param at when (UTC)
 */
public record AuditRecord(
        @Nullable String requestId,
        AuditCaller caller,
        AuditAction action,
        String request,
        @Nullable Integer status,
        AuditSubjects subjects,
        long count,
        String service,
        Instant at) {
    private static final int ERRORS = 400;

    /** Returns whether the request was answered as asked. */
    public boolean isDone() {
        return status != null && status < ERRORS;
    }
}

package dev.thorax.contracts.audit;

import java.time.Instant;

import com.fasterxml.jackson.annotation.JsonIgnore;

/**
 * Records a request: who did what with what.
 *
 * @param caller who
 * @param action what was done
 * @param request method and address with the names of its parts, e.g. {@code GET /diagnoses/{scanId}}
 * @param status HTTP status of the answer
 * @param subjects what it was about
 * @param count how many requests this record stands for: 1, or more for refusals, which are counted
 * @param service the service that answered, e.g. {@code explain}
 * @param at when (UTC)
 */
public record AuditRecord(
        AuditCaller caller,
        AuditAction action,
        String request,
        int status,
        AuditSubjects subjects,
        long count,
        String service,
        Instant at) {
    private static final int ERRORS = 400;

    /** Returns whether the request was answered as asked. */
    @JsonIgnore
    public boolean isDone() {
        return status < ERRORS;
    }
}

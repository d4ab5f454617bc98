package dev.thorax.runtime.audit;

import org.jspecify.annotations.Nullable;

import dev.thorax.contracts.audit.AuditAction;
import dev.thorax.contracts.audit.AuditCaller;

/**
 * What all records of a request have in common.
 *
 * @param id identifies the request if it changes something; else null
 * @param caller who makes it
 * @param action what the caller does
 * @param name method and address with the names of its parts, e.g. {@code GET /diagnoses/{scanId}}
 */
public record AuditedRequest(@Nullable String id, AuditCaller caller, AuditAction action, String name) {
    /** Creates a request that changes nothing. */
    public AuditedRequest(AuditCaller caller, AuditAction action, String name) {
        this(null, caller, action, name);
    }
}

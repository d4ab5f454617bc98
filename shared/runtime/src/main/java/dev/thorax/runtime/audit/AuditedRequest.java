package dev.thorax.runtime.audit;

import dev.thorax.contracts.audit.AuditAction;
import dev.thorax.contracts.audit.AuditCaller;

/**
 * What all records of a request have in common.
 *
 * @param caller who makes it
 * @param action what the caller does
 * @param name method and address with the names of its parts, e.g. {@code GET /diagnoses/{scanId}}
 */
public record AuditedRequest(AuditCaller caller, AuditAction action, String name) {}

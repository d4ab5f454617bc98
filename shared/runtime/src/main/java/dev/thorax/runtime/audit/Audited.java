package dev.thorax.runtime.audit;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import dev.thorax.contracts.audit.AuditAction;

/** Names what the caller of an endpoint does. {@link AuditFilter} records each of its requests. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Audited {
    /** Returns what the caller does. */
    AuditAction value();
}

package dev.thorax.contracts.audit;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Names who made a request.
 *
 * @param name the name of the identity; {@link #UNKNOWN} if none was proven
 * @param kind how it was proven
 * @param roles its roles, sorted
 * @param address the address that the request came from, which may be that of a gateway, or null if nobody knows
 */
public record AuditCaller(String name, IdentityKind kind, List<String> roles, @Nullable String address) {
    /** The name of a caller without an identity. */
    public static final String UNKNOWN = "unknown";

    /** Sorts the roles. */
    public AuditCaller {
        roles = roles.stream().sorted().toList();
    }

    /** Returns a caller without an identity. */
    public static AuditCaller unknown(@Nullable String address) {
        return new AuditCaller(UNKNOWN, IdentityKind.NONE, List.of(), address);
    }
}

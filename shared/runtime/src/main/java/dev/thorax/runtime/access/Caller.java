package dev.thorax.runtime.access;

import java.util.function.BooleanSupplier;

import jakarta.enterprise.context.RequestScoped;

import io.quarkus.security.credential.TokenCredential;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.vertx.ext.web.RoutingContext;

import dev.thorax.access.Role;
import dev.thorax.access.key.AccessKey;

/** Who sent a request: a device, a service or a person, by a key or by a token. */
@RequestScoped
public class Caller {
    /** Attribute of an identity with a {@link BooleanSupplier}: whether its key or token is still valid. */
    public static final String VALID = "thorax.valid";

    private static final SecurityIdentity NOBODY = QuarkusSecurityIdentity.builder()
            .setAnonymous(true)
            .setPrincipal(new QuarkusPrincipal(""))
            .build();

    private final SecurityIdentity identity;

    /** Creates the caller of an identity. */
    public Caller(SecurityIdentity identity) {
        this.identity = identity;
    }

    /** Returns the caller of a request to a route. It is unknown if nobody checked the request. */
    public static Caller of(RoutingContext exchange) {
        return new Caller(exchange.user() instanceof QuarkusHttpUser user ? user.getSecurityIdentity() : NOBODY);
    }

    /** Returns the name of the key, the certificate or the person. It is what the audit and the decisions contain. */
    public String name() {
        return nameOf(identity);
    }

    /** Returns the name as the key, the certificate or the provider has it, to be shown to the caller. */
    public String ownName() {
        return identity.getPrincipal().getName();
    }

    /** Returns the name of an identity. That of a token has a prefix, as its provider may give it the name of a key. */
    public static String nameOf(SecurityIdentity identity) {
        String name = identity.getPrincipal().getName();
        return identity.getCredential(TokenCredential.class) == null ? name : AccessKey.TOKEN_PREFIX + name;
    }

    /** Returns whether nobody is known to have sent the request. */
    public boolean isUnknown() {
        return identity.isAnonymous();
    }

    /** Returns whether the caller has a role. */
    public boolean is(Role role) {
        return identity.hasRole(role.text());
    }

    /** Returns a check, valid after the request too, of whether the key or token still holds. Without such proof it does not. */
    public BooleanSupplier session() {
        BooleanSupplier valid = identity.getAttribute(VALID);
        return valid == null ? () -> false : valid;
    }
}

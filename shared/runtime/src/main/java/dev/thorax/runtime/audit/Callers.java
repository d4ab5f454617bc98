package dev.thorax.runtime.audit;

import java.util.List;

import io.quarkus.security.credential.CertificateCredential;
import io.quarkus.security.credential.TokenCredential;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;

import dev.thorax.contracts.audit.AuditCaller;
import dev.thorax.contracts.audit.IdentityKind;
import dev.thorax.contracts.json.JsonTexts;
import dev.thorax.runtime.access.Caller;

/** Reads from an HTTP exchange who makes the request. */
public final class Callers {
    private static final int LONGEST = 200;

    private Callers() {}

    /** Returns who makes the request of {@code exchange}. */
    public static AuditCaller of(RoutingContext exchange) {
        String address = address(exchange.request().remoteAddress());
        return exchange.user() instanceof QuarkusHttpUser user
                        && !user.getSecurityIdentity().isAnonymous()
                ? of(user.getSecurityIdentity(), address)
                : AuditCaller.unknown(address);
    }

    private static AuditCaller of(SecurityIdentity identity, @Nullable String address) {
        return new AuditCaller(
                JsonTexts.printable(Caller.nameOf(identity), LONGEST),
                kind(identity),
                List.copyOf(identity.getRoles()),
                address);
    }

    private static IdentityKind kind(SecurityIdentity identity) {
        if (identity.getCredential(CertificateCredential.class) != null) {
            return IdentityKind.CERTIFICATE;
        }
        return identity.getCredential(TokenCredential.class) != null ? IdentityKind.TOKEN : IdentityKind.KEY;
    }

    private static @Nullable String address(@Nullable SocketAddress remote) {
        return remote == null ? null : remote.hostAddress();
    }
}

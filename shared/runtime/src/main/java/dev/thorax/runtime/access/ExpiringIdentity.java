package dev.thorax.runtime.access;

import java.security.Principal;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.function.BooleanSupplier;

import jakarta.inject.Singleton;

import io.quarkus.security.credential.CertificateCredential;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.SecurityIdentityAugmentor;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.vertx.http.runtime.security.HttpSecurityUtils;
import io.smallrye.mutiny.Uni;

import dev.thorax.access.key.AccessKey;

/**
 * Adds to the identity of a token or a certificate until when it holds, so that streams end with it, and names a device with a
 * certificate by its common name.
 */
@Singleton
public class ExpiringIdentity implements SecurityIdentityAugmentor {
    /** Attribute in which the server puts when a token ends, in seconds since 1970. */
    static final String EXPIRE_TIME = "quarkus.identity.expire-time";

    private final Clock clock;

    ExpiringIdentity(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Uni<SecurityIdentity> augment(SecurityIdentity identity, AuthenticationRequestContext context) {
        return Uni.createFrom().item(augmented(identity));
    }

    /** Returns the identity with its end, or itself if it has one or none is known. */
    SecurityIdentity augmented(SecurityIdentity identity) {
        if (identity.isAnonymous() || identity.getAttribute(Caller.VALID) != null) {
            return identity;
        }
        CertificateCredential credential = identity.getCredential(CertificateCredential.class);
        if (credential != null) {
            X509Certificate certificate = credential.getCertificate();
            return ending(identity, name(certificate), certificate.getNotAfter().toInstant());
        }
        return identity.getAttribute(EXPIRE_TIME) instanceof Long seconds
                ? ending(identity, identity.getPrincipal(), Instant.ofEpochSecond(seconds))
                : identity;
    }

    private SecurityIdentity ending(SecurityIdentity identity, Principal principal, Instant end) {
        BooleanSupplier valid = () -> clock.instant().isBefore(end);
        return QuarkusSecurityIdentity.builder(identity)
                .setPrincipal(principal)
                .addAttribute(Caller.VALID, valid)
                .build();
    }

    private static Principal name(X509Certificate certificate) {
        String name = HttpSecurityUtils.getCommonName(certificate.getSubjectX500Principal());
        return new QuarkusPrincipal(
                name == null || name.startsWith(AccessKey.TOKEN_PREFIX)
                        ? certificate.getSubjectX500Principal().getName()
                        : name);
    }
}
